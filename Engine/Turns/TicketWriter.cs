using System.Reflection;
using Engine.Conversations;
using Engine.Handover;
using KnowledgeBase;

namespace Engine.Turns;

/// <summary>Writes the neutral ticket of a conversation whose member has just agreed to send it.</summary>
public sealed class TicketWriter(Knowledge knowledge)
{
    internal IReadOnlyList<Ticket> Write(Conversation after, DateTimeOffset now) => after.Talk.Filing is { } filing ? [Ticket(after, filing, now)] : [];
}
