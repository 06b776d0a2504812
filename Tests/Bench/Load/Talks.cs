namespace Bench.Load;

/// <summary>What members of the bench say: whole talks through several journeys, typed as people type.</summary>
internal static class Talks
{
    internal static IReadOnlyList<IReadOnlyList<string>> All { get; } =
    [
        [
            "it says my account is temporarly locked, tried 5 times", "it's about a wait", "it was me", "I can't wait that long",
            "ok I'll try that", "no that didn't work", "why do you ask?", "yes", "no", "talk to a person please",
        ],
        [
            "hi", "I forgot my password and the reset email never came, checked spam twice", "about an hour ago", "yes it's the right address",
            "no", "go back", "I use gmail", "still nothing", "what else can I do", "that worked, thank you so much",
        ],
        [
            "My mother is 81 and can't get into the app on her new phone, it asks for a code and the old phone is gone", "the app", "iphone 13",
            "she doesn't know", "I don't have the old phone", "is it safe to get codes by text?", "ok go on", "no luck", "skip", "agent",
        ],
        [
            "the page just keeps spinning after I put in my user name and password", "on my laptop", "chrome", "version 131 I think", "windows 11",
            "cleared the cookies already", "it didn't help", "yes", "no", "what should I have at hand next time?",
        ],
        [
            "Error: We're unable to process your request at this time. Please try again later. (code 5012) what does that mean??", "website",
            "since this morning around 9:40", "no it's only me I think", "my husband can sign in fine", "tried that", "no", "can I open a ticket",
            "Maria Delgado", "03/14/1962",
        ],
        [
            "how do I sign in for the first time", "on the web", "I have my member card here", "it says my information doesn't match our records",
            "no", "my member number is 00128834", "I changed my last name in june", "does that matter", "I see an error", "forget it, start over",
        ],
        [
            "somebody changed my email address on the account, i got a code i never asked for", "no it wasn't me", "yes i can still sign in",
            "what do I do now", "ok done", "yes", "should I call someone?", "my number is 415 555 0134", "no that's all", "thanks bye",
        ],
        [
            "code expired every single time i type it in", "text message", "maybe 5 minutes", "yes it's my number", "verizon", "repeat that please",
            "no", "tried twice now", "ugh this is so frustrating, nothing works and I have an appointment tomorrow", "yes please",
        ],
    ];

    /// <summary>How many talks are enough for that time at half again that speed, with one for each connection to begin with.</summary>
    internal static int EnoughFor(int connections, double perSecond, TimeSpan time) => connections + (int)(perSecond * time.TotalSeconds * 1.5 / All.Average(talk => talk.Count));
}
