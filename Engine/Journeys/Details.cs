using System.Globalization;
using Engine.Conversations;
using Engine.Handover;
using Engine.Replies;
using Engine.Understanding;
using KnowledgeBase.Doors;
using KnowledgeBase.Recognition;
using KnowledgeBase.Wordings;

namespace Engine.Journeys;

/// <summary>Takes details from wherever they stand in a message, so that nothing is asked that was said before.</summary>
internal static class Details
{
    /// <summary>The longest pasted error that is kept as "exact wording".</summary>
    private const int LongestError = 600;

    private const int FewWords = 6;
    private const int ShortMessage = 8;

    /// <summary>What is news wherever it is named.</summary>
    private static readonly string[] Things = [Items.Email, Items.Phone, Items.MemberNumber, Items.Device, Items.Browser, Items.Os];

    /// <summary>Short, and stored as people write it.</summary>
    private static readonly string[] ShownAsStored =
    [
        .. Things, Items.FullName, Items.RequesterName, Items.RequesterContact, Items.DateOfBirth, Items.LastSignIn, Items.ErrorTime, Items.ErrorCode, Items.BrowserVersion, Items.OsVersion, Items.AppVersion, Items.TriesMade, Items.TriesLeft,
    ];

    private static readonly string[] Whom = ["died", "adult"];

    /// <param name="replace">A later value takes the place of an earlier one: the item was asked for, or the member corrects themselves.</param>
    internal static Talk Take(Talk talk, Meaning meaning, Scene scene, bool replace)
    {
        foreach (var (item, value) in Said(meaning, scene))
        {
            if (replace || talk.Given(item) is null)
            {
                talk = talk.With(item, Slot.Typed(value, scene.Now));
            }
        }

        return GoneContacts.Take(talk, meaning, scene);
    }

    /// <summary>What the browser told of itself stands until the member says otherwise.</summary>
    internal static Talk Take(Talk talk, DeviceFacts device, DateTimeOffset now)
    {
        foreach (var (item, value) in new[]
        {
            (Items.Browser, device.Browser), (Items.BrowserVersion, device.BrowserVersion),
            (Items.Os, device.Os), (Items.OsVersion, device.OsVersion), (Items.Device, device.Device),

            // A client may send anything; only these two have words.
            (Items.Platform, device.Platform is "web" or "mobile" ? device.Platform : null),
        })
        {
            if (!string.IsNullOrWhiteSpace(value) && talk.Given(item) is null)
            {
                talk = talk.With(item, Slot.Detected(value, now));
            }
        }

        return talk;
    }

    internal static IEnumerable<(string Item, string Value)> Said(Meaning meaning, Scene scene)
    {
        var said = meaning.Entities;
        var isRequester = Requester.IsMeant(meaning, scene);
        var texts = new (string Item, string? Value)[]
        {
            (isRequester ? Items.RequesterName : Items.FullName, NamesPlaceOnly(meaning) || Requester.AsksWhose(meaning, scene) ? null
                : (isRequester ? Requester.NameAfterRelation(meaning, scene) : null) ?? said.FullName),
            (isRequester ? Items.RequesterContact : Items.Email, isRequester && said.Phone.Count > 0 ? null : said.Email.FirstOrDefault(email => IsTheirs(email, scene))),
            (isRequester ? Items.RequesterContact : Items.Phone, First(said.Phone)),
            (Items.RequesterRelation, Requester.Relation(meaning, scene)),
            (Items.MemberNumber, First(said.MemberNumber)),
            (Items.DateOfBirth, scene.Before.Talk.Prompt?.Asked == Asked.SomeonesBirth ? null : First(said.DateOfBirth, Text) ?? BirthYear.In(meaning, scene)),
            (Items.LastSignIn, First(said.LastSignIn, Text)),
            (Items.ErrorText, ErrorText(meaning, scene)),
            (Items.ErrorTime, First(said.ErrorTime, Text)),
            (Items.ErrorCode, First(said.ErrorCode)),
            // Who names a browser is on the web site, as long as nobody speaks of the app.
            (Items.Platform, First(said.Platform) ?? (said.Browser.Count > 0 ? "web" : null)),
            (Items.Browser, First(said.Browser)),
            (Items.BrowserVersion, First(said.BrowserVersion)),
            (Items.Device, First(said.Device)),
            (Items.Os, First(said.Os)),
            (Items.OsVersion, First(said.OsVersion)),
            (Items.AppVersion, First(said.AppVersion)),
            (Items.TriesMade, said.TriesMade?.ToString(CultureInfo.InvariantCulture)),
            (Items.TriesLeft, said.TriesLeft?.ToString(CultureInfo.InvariantCulture)),
            (Items.WaitUntil, said.Wait is { } wait ? (scene.Now + wait).ToString("O", CultureInfo.InvariantCulture) : null),
            (Items.Who, said.Who ?? (scene.Before.Talk.IsIn("checklist") && Requester.Relation(meaning, scene) is not null ? "caregiver" : null)),
            (Items.SupportNeed, meaning.Topic == "accessibility-support" ? Needs.In(meaning.Text, scene) : null),
            (Items.Worry, meaning.Topic == WrongDoor.Topic ? SmallWords.Named("worries.heard", meaning.Text, scene.Knowledge.Wordings) : null),
            (Items.TheirBirth, IsOfAnother(meaning) ? said.TheirBirth?.ToString() : null),
            (Items.ActingFor, IsOfAnother(meaning) ? WhomIn(meaning, scene) : null),
        };

        return texts.Where(text => text.Value is not null).Select(text => (text.Item, text.Value!));
    }

    /// <summary>"On the iPad", where something else was asked: it is news, and deserves thanks before the question comes again.</summary>
    internal static Reaction? React(Talk before, Talk known, Meaning meaning, Scene scene)
    {
        var told = TellsDetails(meaning, scene) || TellsOfThings(meaning, scene)
            ? Said(meaning, scene).Where(detail => detail.Item is not Items.ErrorText && before.Given(detail.Item) != detail.Value).ToList()
            : [];
        if (told.Count == 0)
        {
            return null;
        }

        var isChange = told.Any(detail => before.Given(detail.Item) is not null);

        return Reaction.Say(isChange ? Take(known, meaning, scene, replace: true) : known, Heard(told, before, scene)) with { Rephrase = true, Wished = true };
    }

    /// <summary>"Thanks, I noted that: Device (iPad)", so that the member sees whether it was heard right; "changed" only if something else was known.</summary>
    internal static Line Heard(IReadOnlyList<(string Item, string Value)> details, Talk before, Scene scene) =>
        new(details.Any(detail => before.Given(detail.Item) is not null) ? "global.corrected" : "global.noted")
        {
            Values = Values.None.With("items", string.Join(", ", details.Select(detail => InWords(detail.Item, detail.Value, scene)))),
        };

    private static string InWords(string item, string value, Scene scene)
    {
        var wordings = scene.Knowledge.Wordings;
        var name = wordings.Say($"items.{item}", scene.Locale, Values.None);
        var shown = item switch
        {
            Items.Platform => wordings.Say($"checklist.platform-{value}", scene.Locale, Values.None),
            Items.RequesterRelation => ToldText.For(item, value, wordings, scene.Locale),
            _ when ShownAsStored.Contains(item) => ItemText.For(value, scene),
            _ => null,
        };

        return shown is null ? name : $"{name} ({shown})";
    }

    /// <summary>A detail, and nothing wished, asked or named, in a few words.</summary>
    internal static bool TellsDetails(Meaning meaning, Scene scene) => meaning.Decoded is { Decision: Decision.Clarify, Label: "clarify", Act: null }
        && Words.Of(meaning.Text).Count <= FewWords
        && Said(meaning, scene).Any(detail => detail.Item is not Items.ErrorText);

    /// <summary>"jane@example.org I guess", "on the iPad my grandson gave me": the words around it are no other subject.</summary>
    private static bool TellsOfThings(Meaning meaning, Scene scene) =>
        meaning.Decoded is { Label: "clarify", Act: null or Act.Affirm or Act.DontKnow } or { Decision: not Decision.Answer, Act: null }
        && Words.Of(meaning.Text).Count <= ShortMessage
        && Said(meaning, scene).Any(detail => Things.Contains(detail.Item));

    /// <summary>"Website", "Chrome": it tells where they sign in, and is no name and no message of a screen.</summary>
    internal static bool NamesPlaceOnly(Meaning meaning) => meaning.Entities.Platform.Count + meaning.Entities.Browser.Count > 0 && Words.Of(meaning.Text).Count <= 2;

    /// <summary>ISO 8601; an approximate day as "from/to".</summary>
    internal static string Text(DateSpan span) => span.IsExact ? Iso(span.From) : $"{Iso(span.From)}/{Iso(span.To)}";

    internal static string Text(TimeMention mention) => mention.Time is { } time
        ? $"{Text(mention.Day)}T{time.ToString("HH:mm", CultureInfo.InvariantCulture)}"
        : Text(mention.Day);

    private static bool IsOfAnother(Meaning meaning) => meaning.Entities.Who == "caregiver" || meaning.Decoded.Label is "caregiver-access" or "proxy-not-authorized";

    /// <summary>"My late mother", "my husband": who of them is grown up, or has died, was said with it. A son may be of any age.</summary>
    private static string? WhomIn(Meaning meaning, Scene scene) => Whom
        .FirstOrDefault(whom => SmallWords.IsNamed("caregiver.ask-whom", whom, meaning.Text, scene.Knowledge.Wordings));

    /// <summary>The plan's own senders, and those that pass themselves off as it, are no mailbox of a member.</summary>
    private static bool IsTheirs(string email, Scene scene) => scene.Knowledge.Doors.Judge(email)?.Verdict is null or DoorVerdict.Elsewhere or DoorVerdict.Hidden;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? First(IReadOnlyList<string> values) => values.Count == 0 ? null : values[0];

    private static string? First<T>(IReadOnlyList<T> values, Func<T, string> text) => values.Count == 0 ? null : text(values[0]);

    /// <summary>What the member quotes, or a message pasted as it stood. "My account is locked" is not what the screen said.</summary>
    private static string? ErrorText(Meaning meaning, Scene scene) => IsAboutAnEarlierAnswer(meaning, scene) ? null : First(meaning.Entities.ErrorText)
        ?? (meaning.Decoded.Seen is not null && meaning.Text.Length <= LongestError && !SmallWords.AreIn(SmallWords.OwnWords, meaning.Text, scene.Knowledge.Wordings) ? meaning.Text : null);

    /// <summary>"No wait, my birthday is March 5", said where the exact words of the screen are asked for, is not what the screen says.</summary>
    private static bool IsAboutAnEarlierAnswer(Meaning meaning, Scene scene) => scene.Before.Talk.Prompt?.Asked == Asked.ErrorText
        && meaning is { Topic: null, Decoded: { Act: Act.Correction, Seen: null } };
}
