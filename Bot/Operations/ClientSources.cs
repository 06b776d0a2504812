using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Bot.Storage;

namespace Bot.Operations;

/// <summary>Tells one client's address from another's by a keyed hash, so that what counts by address never holds one.</summary>
internal sealed class ClientSources(StorageKeys keys)
{
    /// <summary>Who has IPv6 has that many addresses of their own.</summary>
    private const int BytesOfNetwork = 8;

    private readonly Lazy<byte[]> _key = new(() => keys.Ring.Derive("client addresses"));

    /// <summary>Empty when the address is not known.</summary>
    internal string Of(HttpContext http) => http.Connection.RemoteIpAddress is { } address ? Convert.ToHexStringLower(HMACSHA256.HashData(_key.Value, Network(address)).AsSpan(0, 16)) : "";

    /// <summary>What is counted as one client: an address, or in version 6 the network that a client has to itself.</summary>
    internal static byte[] Network(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().GetAddressBytes(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => address.GetAddressBytes()[..BytesOfNetwork],
        _ => address.GetAddressBytes(),
    };
}
