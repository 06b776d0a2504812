namespace Bot.Desk;

/// <summary>All that can be done at the desk.</summary>
internal enum DeskRight
{
    SeeQueue, SeeTicket, Search, Reveal, Claim, Release, Transfer, Note, FlagField, Close, Reopen, Merge, Chat, Export, ReadAudit, BePresent,
}

/// <summary>Who has claimed the ticket in question, seen from who acts.</summary>
internal enum Hold { Nobodys, Own, Anothers }

/// <summary>The one place that says who may do what. Roles are the desk's; whether a ticket is somebody's own is the claim.</summary>
internal static class DeskAuthority
{
    internal static bool May(DeskRole role, DeskRight right, Hold hold) => right switch
    {
        DeskRight.SeeQueue or DeskRight.SeeTicket => true,
        DeskRight.Search or DeskRight.Claim or DeskRight.Note or DeskRight.BePresent => role is DeskRole.Agent or DeskRole.Supervisor,

        // Personal fields only by whoever works on the ticket; a supervisor also on others' tickets, which the audit shows.
        DeskRight.Reveal or DeskRight.Release or DeskRight.Transfer or DeskRight.FlagField or DeskRight.Close or DeskRight.Reopen or DeskRight.Merge =>
            role == DeskRole.Supervisor || (role == DeskRole.Agent && hold == Hold.Own),

        // Nobody speaks in another's place, whatever their role.
        DeskRight.Chat => (role is DeskRole.Agent or DeskRole.Supervisor) && hold == Hold.Own,
        DeskRight.Export => role == DeskRole.Supervisor,
        DeskRight.ReadAudit => role is DeskRole.Auditor or DeskRole.Supervisor,
    };
}
