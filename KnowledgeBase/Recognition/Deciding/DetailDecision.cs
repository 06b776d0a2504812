namespace KnowledgeBase.Recognition.Deciding;

/// <summary>Short messages that are nothing but a detail: what was asked for, or a ticket's number.</summary>
internal static class DetailDecision
{
    /// <summary>A longer message tells more than the detail.</summary>
    private const int LongestDetail = 8;

    /// <summary>"Last Tuesday" does nothing but answer.</summary>
    private const int BareDetail = 3;

    private const double Sure = 0.9;

    public static Decoded Settle(Decoded decoded, Asked asked, int words, bool isBareDevice)
    {
        var isClearRequest = decoded.Decision == Decision.Answer && decoded.Label is (Labels.TicketStatus or Labels.TalkToAgent);
        if (words > LongestDetail || isClearRequest) { return decoded; }
        if (asked != Asked.Nothing && IsGiven(decoded.Entities, asked))
        {
            return decoded with { Decision = Decision.Answer, Label = Labels.Clarify, Label2 = null, Confidence = Sure, Act = words <= BareDetail ? null : decoded.Act, Because = "it gives the detail that was asked for, and names no problem" };
        }
        if (isBareDevice && decoded.Act is null)
        {
            return decoded with { Decision = Decision.Clarify, Label = Labels.Clarify, Label2 = null, Because = "it tells what they sign in with, and names no problem" };
        }
        if (decoded.Entities.TicketNumber.Count > 0 && (decoded.Decision != Decision.Answer || decoded.Label is Labels.Clarify or Labels.OutOfScope))
        {
            return decoded with { Decision = Decision.Answer, Label = Labels.TicketStatus, Label2 = null, Confidence = Sure, Because = "it gives the number of a ticket" };
        }

        return decoded;
    }

    // The exact words of an error name a problem, so they are no mere detail.
    private static bool IsGiven(Entities found, Asked asked) => asked switch
    {
        Asked.Code => found.OneTimeCode.Count > 0,
        Asked.Date or Asked.SinceWhen => found.LastSignIn.Count > 0,
        Asked.DateOfBirth => found.DateOfBirth.Count > 0,
        Asked.Time => found.ErrorTime.Count > 0,
        Asked.Phone => found.Phone.Count > 0,
        Asked.Email => found.Email.Count > 0,
        Asked.Contact => found.Email.Count > 0 || found.Phone.Count > 0,
        Asked.MemberNumber => found.MemberNumber.Count > 0,
        Asked.Name => found.FullName is not null,
        Asked.Device => found.Device.Count > 0 || found.Os.Count > 0 || found.Platform.Count > 0,
        Asked.Browser => found.Browser.Count > 0,
        Asked.Version => found.AppVersion.Count > 0 || found.BrowserVersion.Count > 0 || found.OsVersion.Count > 0,
        Asked.TicketNumber => found.TicketNumber.Count > 0,
        Asked.SomeonesBirth => found.DateOfBirth.Count > 0 || found.TheirBirth is not null,
        Asked.Nothing or Asked.YesNo or Asked.Choice or Asked.ErrorText or Asked.Words => false,
    };
}
