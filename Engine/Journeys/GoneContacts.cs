using Engine.Conversations;
using Engine.Handover;
using Engine.Understanding;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;

namespace Engine.Journeys;

/// <summary>
/// A mailbox or phone number that the member says is not theirs to use any more: no code goes there, and nobody is asked about it again. It is the member's word alone,
/// so that what is offered tells nothing of what the account has.
/// </summary>
internal static class GoneContacts
{
    /// <summary>The list of what tells of it; its choices are the constants below.</summary>
    private const string List = "small-words.gone-contacts";

    /// <summary>What people call it, and what says before or after it that it is gone, with nothing but words of <see cref="Between"/> in between.</summary>
    private const string Email = "email";
    private const string Phone = "phone";
    private const string Before = "before";
    private const string After = "after";
    private const string Between = "between";

    /// <summary>Phrases that tell of a number or mailbox that is gone by themselves ("my new number").</summary>
    private const string EmailTold = "email-told";
    private const string PhoneTold = "phone-told";

    private const string PhoneStolen = "phone-stolen";

    internal static bool IsEmailGone(Talk talk) => talk.Given(Items.EmailGone) is not null || talk.Given(Items.BothGone) is not null;

    internal static bool IsPhoneGone(Talk talk) => talk.Given(Items.PhoneGone) is not null || talk.Given(Items.BothGone) is not null;

    internal static Talk Take(Talk talk, Meaning meaning, Scene scene)
    {
        if (meaning.IsSaid && SmallWords.IsNamed(List, PhoneStolen, meaning.Text, scene.Knowledge.Wordings))
        {
            talk = Stolen(talk, scene.Now);
        }

        var (email, phone) = In(meaning, scene);

        return email || phone ? With(talk, email, phone, scene.Now) : talk;
    }

    /// <summary>A code to a stolen phone is read by the thief.</summary>
    internal static Talk Stolen(Talk talk, DateTimeOffset now) => With(talk, email: false, phone: true, now).With(Items.PhoneStolen, Slot.Typed("yes", now));

    internal static (bool Email, bool Phone) In(Meaning meaning, Scene scene)
    {
        if (!meaning.IsSaid)
        {
            return (false, false);
        }

        var said = Words.Of(meaning.Text);
        var spoken = scene.Knowledge.Wordings.InEachLanguage(List).ToList();

        // "I don't have that number" is said of a member number where one is asked for.
        return (spoken.Any(own => IsToldIn(own, Email, EmailTold, said)), scene.Before.Talk.Prompt?.Asked != Asked.MemberNumber && spoken.Any(own => IsToldIn(own, Phone, PhoneTold, said)));
    }

    internal static Talk With(Talk talk, bool email, bool phone, DateTimeOffset now)
    {
        var (isEmail, isPhone) = (email || IsEmailGone(talk), phone || IsPhoneGone(talk));

        return Without(talk).With(isEmail && isPhone ? Items.BothGone : isEmail ? Items.EmailGone : Items.PhoneGone, Slot.Typed("yes", now));
    }

    /// <summary>Whoever asks for a code that goes there can use it after all.</summary>
    internal static Talk FoundAgain(Talk talk, bool email, DateTimeOffset now)
    {
        var (isEmail, isPhone) = (!email && IsEmailGone(talk), email && IsPhoneGone(talk));

        return isEmail || isPhone ? With(Without(talk), isEmail, isPhone, now) : Without(talk);
    }

    private static Talk Without(Talk talk) => talk.Without(Items.EmailGone).Without(Items.PhoneGone).Without(Items.BothGone);

    private static bool IsToldIn(Wording own, string contact, string told, IReadOnlyList<string> said)
    {
        if (ContentWords.PhrasesOf(own, told).Any(phrase => ChoiceMatcher.IsWithin(phrase, said)))
        {
            return true;
        }

        var between = ContentWords.PhrasesOf(own, Between).Select(phrase => phrase[0]).ToHashSet();
        var (before, after) = (ContentWords.PhrasesOf(own, Before).ToList(), ContentWords.PhrasesOf(own, After).ToList());

        return ContentWords.PhrasesOf(own, contact).Any(called => Enumerable.Range(0, said.Count).Any(at => ChoiceMatcher.StandsAt(at, called, said)
            && (Neighbours.StandsLast(before, at - 1, said, between) || Neighbours.StandsNext(after, at + called.Count, said, between))));
    }
}
