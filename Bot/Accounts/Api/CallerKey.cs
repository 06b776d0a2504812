using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Bot.Accounts.Api;

/// <summary>The RSA key of <c>Accounts:KeyFile</c>: the private one where calls are made, the public one where they are checked.</summary>
internal static class CallerKey
{
    private const int FewestBits = 2_048;

    internal static RsaSecurityKey Read(string file)
    {
        var pem = File.ReadAllText(file);
        using var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        var key = new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: IsPrivate(pem)));
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());

        return key;
    }

    /// <summary>What is wrong with the file, in a sentence; null when nothing is.</summary>
    internal static string? FaultOf(string file, bool signs)
    {
        try
        {
            var pem = File.ReadAllText(file);
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);

            return rsa.KeySize < FewestBits ? $"Accounts:KeyFile has an RSA key of {rsa.KeySize} bits; it must have {FewestBits} at least."
                : signs && !IsPrivate(pem) ? "Accounts:KeyFile has a public key only; with Accounts:Mode Http it must be the private one, which signs calls."
                : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            return "Accounts:KeyFile cannot be read as a PEM file with an RSA key.";
        }
    }

    private static bool IsPrivate(string pem) => pem.Contains("PRIVATE KEY", StringComparison.Ordinal);
}
