using KnowledgeBase.Recognition.Details.Dates;
using KnowledgeBase.Recognition.Details.Devices;

namespace KnowledgeBase.Recognition.Details;

/// <summary>
/// Finds every detail of an utterance wherever it stands. Each reader takes what it has read, so the order matters: what has a
/// shape of its own (addresses, ticket numbers, quoted errors) comes before bare numbers and dates.
/// </summary>
public static class EntityReader
{
    /// <summary>Longer texts are refused by the turn; nothing is to be read in them.</summary>
    private const int LongestText = 8_000;

    public static Entities Read(string scrubbedText, in Utterance utterance)
    {
        if (scrubbedText.Length is 0 or > LongestText)
        {
            return Entities.None;
        }

        var search = new DetailSearch(scrubbedText, utterance);
        TakeRemoved(search);
        var email = EmailReader.Find(search);
        var errorText = ErrorTextReader.Find(search);
        var ticket = TicketNumberReader.Find(search);
        var code = OneTimeCodeReader.Find(search);
        var devices = DeviceReader.Find(search);
        var triesMade = CountReader.TriesMade(search);
        var triesLeft = CountReader.TriesLeft(search);
        var wait = CountReader.Wait(search);
        var phone = code is null ? PhoneReader.Find(search) : null;
        var moments = code is null ? MomentReader.Find(search) : [];
        var member = code is null ? MemberNumberReader.Find(search) : null;
        var errorCode = ErrorCodeReader.Find(search);
        var told = ToldDates.Of(search, moments);

        return new Entities
        {
            Email = email ?? [],
            Phone = phone ?? [],
            MemberNumber = member ?? [],
            DateOfBirth = told.Births,
            LastSignIn = told.SignIns,
            ErrorTime = told.Errors,
            Browser = devices.Browsers,
            BrowserVersion = devices.BrowserVersions,
            Device = devices.Devices,
            Os = devices.Systems,
            OsVersion = devices.SystemVersions,
            AppVersion = devices.AppVersions,
            Platform = devices.Platforms,
            ErrorText = errorText ?? [],
            ErrorCode = errorCode ?? [],
            OneTimeCode = code ?? [],
            TicketNumber = ticket ?? [],
            TriesMade = triesMade,
            TriesLeft = triesLeft,
            Wait = wait,
            FullName = PersonReader.FullName(search),
            Who = PersonReader.Who(search),
            TheirBirth = AgeReader.Find(search),
        };
    }

    /// <summary>"[removed: password]" holds no detail.</summary>
    private static void TakeRemoved(DetailSearch search)
    {
        for (var i = 0; i + 4 < search.Text.Count; i++)
        {
            if (search.Text.IsSymbol(i, '[') && search.Text.Word(i + 1) is "removed" && search.Text.IsSymbol(i + 2, ':'))
            {
                search.Take(i, i + 4);
                i += 4;
            }
        }
    }
}
