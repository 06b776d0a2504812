using KnowledgeBase.Wordings;

namespace Engine.Handover;

/// <summary>Shows what a member told beside the usual details: an id of the content's vocabulary in words, anything else as they wrote it.</summary>
internal static class ToldText
{
    /// <summary>In the order in which reviews and tickets list them.</summary>
    internal static readonly (string Item, string TicketId, string Sensitivity)[] All =
    [
        (Items.Problem, "problem", "none"),
        (Items.RequesterName, "requester_name", "pii"),
        (Items.RequesterRelation, "requester_relation", "pii"),
        (Items.RequesterContact, "requester_contact", "pii"),
        (Items.SupportNeed, "support_need", "pii"),
        (Items.ActingFor, "acting_for", "none"),
        (Items.Region, "region", "none"),
        (Items.Permission, "permission", "none"),
        (Items.Worry, "worry", "none"),
        (Items.DoubtfulAddress, "doubtful_address", "none"),
        (Items.Evidence, "what_was_seen", "pii"),
        (Items.AgentNote, "note", "pii"),
    ];

    internal static string For(string item, string value, WordingLibrary wordings, string locale)
    {
        var ids = value.Split(' ');

        return ids.All(id => wordings.Has(Wording(item, id, wordings)))
            ? string.Join("; ", ids.Select(id => wordings.Say(Wording(item, id, wordings), locale, Values.None)))
            : value;
    }

    /// <summary>A problem is called as its topic is, where nothing better is said of it.</summary>
    private static string Wording(string item, string id, WordingLibrary wordings) =>
        $"told.{item}-{id}" is var own && item == Items.Problem && !wordings.Has(own) ? $"topics.{id}" : own;
}
