using KnowledgeBase;
using KnowledgeBase.Loading;
using KnowledgeBase.Wordings;

namespace Tests.Given;

/// <summary>A small content folder without faults, of which a test changes what it is about.</summary>
internal sealed class ContentBuilder
{
    private readonly Dictionary<string, string> _files = new()
    {
        ["locales.yaml"] = """
            en: { name: English, called: { en: [english], es: [inglés] }, complete: true, culture: en-US, time: "h:mm tt", day: "dddd, MMMM d", full-date: "MMMM d, yyyy", moment: "{time} on {day}", span: "between {from} and {to}", reading: { source: a, per-word-in-sentence: 0.39, per-syllable-in-word: 11.8, plus: -15.59, syllable: "[aeiouy]+", silent: "(?:[^aeiouyl]|[aeiouy]l)e$|[^aeiouytd]ed$|[^aeiouyscxzgh]es$" } }
            es: { name: Español, called: { en: [spanish], es: [español] }, complete: false, culture: es-US, time: "h:mm tt", day: "dddd, d 'de' MMMM", full-date: "d 'de' MMMM 'de' yyyy", moment: "{time} del {day}", span: "entre el {from} y el {to}" }
            """,
        ["topics/account-locked.yaml"] = """
            means: Sign-in is blocked for a while after too many wrong tries.
            leads-to: fix-error
            goal: sign_in
            family: locked
            article: recovery
            people-say:
              en: ["i'm locked out", "it says my account is locked"]
            seen-on-screen:
              en:
                - Account locked
                - { says: "locked for {minutes} minutes", cause: too-many-tries }
            causes:
              - { id: too-many-tries, share: 70 }
              - { id: someone-else-tried, share: 30 }
            questions:
              - id: who-tried
                answers:
                  me: { points-to: [too-many-tries] }
                  not-me: { points-to: [someone-else-tried] }
            fixes: [wait-out-lockout]
            hand-over-when: [someone-else-tried]
            source: member sign-in article
            reviewed: 2026-11-23
            """,
        ["fixes/wait-out-lockout.yaml"] = """
            means: Wait until the lock opens by itself.
            cures: [too-many-tries]
            minutes: 30
            spends-a-try: false
            is-a-wait: true
            platforms: [web, mobile]
            variants: [ios]
            not-after: []
            source: member sign-in article
            reviewed: 2026-11-23
            """,
        ["acts/affirm.yaml"] = """
            means: Yes.
            people-say:
              en: ["yes", "yep"]
            """,
        // What is dangerous or secret is the same for every plan: the real files.
        ["sayings/en/clarify.yaml"] = """
            - something is wrong with my login
            - i can't get in
            - it does not work
            - help me please
            """,
        ["recognition.yaml"] = Shipped("recognition.yaml"),
        ["safety/secrets.yaml"] = Shipped("safety/secrets.yaml"),
        ["safety/manners.yaml"] = Shipped("safety/manners.yaml"),
        ["safety/emergencies.yaml"] = Shipped("safety/emergencies.yaml"),
        ["facts/plan.yaml"] = """
            name: { value: Kaiser Permanente, source: article, reviewed: 2026-11-01, check-by: 2027-11-01 }
            portal-address: { value: kp.org, source: article, reviewed: 2026-11-01, check-by: 2027-11-01 }
            """,
        ["facts/sign-in.yaml"] = """
            lockout: { value: 90, unit: minutes, source: article, reviewed: 2026-11-01, check-by: 2027-05-01 }
            tries:
              value: 5
              applies-to: { region: Washington }
              source: article
              reviewed: 2026-11-01
              check-by: 2027-05-01
            """,
        ["wordings/en/triage.yaml"] = """
            greet:
              say: "Welcome to {plan:name}. Sign in at {plan:portal-address}."
            """,
        ["wordings/en/fix-error.yaml"] = """
            explain-wait:
              say: "Your account is locked until {unlocks-at}. It opens by itself after {fact:lockout} minutes."
              rephrase: "It opens by itself."
              why: "So that we know when to look again."
              choices:
                can-wait: "I can wait"
                cannot-wait: { label: "I need it sooner", hears: ["too long", "i can't wait"] }
            """,
        ["wordings/en/topics.yaml"] = """
            account-locked: { say: "My account is locked" }
            """,
        ["wordings/en/causes.yaml"] = """
            too-many-tries: { say: "there were too many tries." }
            someone-else-tried: { say: "somebody else tried." }
            """,
        ["wordings/en/fixes.yaml"] = """
            wait-out-lockout:
              say: "Wait for it to open."
              steps: ["Close the page.", "Come back later."]
              variants:
                ios: ["Close the app.", "Come back later."]
            """,
        ["wordings/en/questions.yaml"] = """
            who-tried:
              say: "Who tried to sign in?"
              why: "If it was not you, we will help you to be safe."
              choices: { me: "It was me", not-me: "It was not me" }
            """,
        ["articles/en/recovery.md"] = """
            ---
            title: Getting back in
            people-ask: ["how do i recover my account"]
            topics: [account-locked]
            source: member sign-in article
            reviewed: 2026-11-23
            ---
            You can get back in at {plan:portal-address}.

            ## When it is locked

            - Wait {fact:lockout} minutes.
            - Then sign in **slowly**.
            """,
    };

    internal ContentBuilder With(string file, string text)
    {
        _files[file] = text;

        return this;
    }

    internal ContentBuilder Without(string file)
    {
        _files.Remove(file);

        return this;
    }

    /// <summary>Replaces what has to be there, so that a test cannot silently change nothing.</summary>
    internal ContentBuilder Replace(string file, string old, string with)
    {
        if (!_files[file].Contains(old, StringComparison.Ordinal))
        {
            throw new ArgumentException($"{file} does not hold '{old}'.", nameof(old));
        }

        return With(file, _files[file].Replace(old, with, StringComparison.Ordinal));
    }

    internal Knowledge Load(Dictionary<string, string>? plan = null, Action<MissingValue>? whenValueMissing = null)
    {
        var folder = Directory.CreateTempSubdirectory("content-");
        try
        {
            WriteTo(folder.FullName);

            return Knowledge.Load(folder.FullName, plan, whenValueMissing);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Writes all files into a folder, for what reads content by itself.</summary>
    internal void WriteTo(string folder)
    {
        foreach (var (file, text) in _files)
        {
            var path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    /// <summary>The faults of this content, as an editor reads them; none when it loads.</summary>
    internal IReadOnlyList<string> Faults(Dictionary<string, string>? plan = null)
    {
        try
        {
            Load(plan);

            return [];
        }
        catch (ContentFaultsException faulty)
        {
            return [.. faulty.Faults.Select(fault => fault.ToString())];
        }
    }

    private static string Shipped(string path) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Content", path));
}
