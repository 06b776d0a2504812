namespace Bot.Delivery.Outbound;

/// <summary>Why the guard lets nothing out.</summary>
internal enum OutboundFault { NotHttps, WrongPort, UserInfo, HostNotRegistered, HostIsNumeric, HostEndsWithDot, ForeignHostHeader, NotPublic, Unresolved }

/// <summary>The guard refused to call an address; nothing was sent. Says why, but not which address, since that may come from outside.</summary>
internal sealed class OutboundRefusedException(OutboundFault fault) : HttpRequestException($"Refused to call out: {fault}")
{
    internal OutboundFault Fault { get; } = fault;
}
