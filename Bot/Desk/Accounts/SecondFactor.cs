using System.Security.Cryptography;
using Bot.Operations;
using Bot.Storage;
using Bot.Storage.Encryption;
using OtpNet;

namespace Bot.Desk.Accounts;

/// <summary>The agents' second factor: codes of an authenticator app, each good once.</summary>
internal sealed class SecondFactor(StorageKeys keys)
{
    private const int SecretBytes = 20;
    private const int Digits = 6;
    private const int StepSeconds = 30;

    /// <summary>How far off a phone's clock is looked for; only to say so while a new secret is confirmed, never to accept.</summary>
    private const int DriftSteps = 20;

    private static readonly VerificationWindow AtSignIn = new(previous: 1, future: 0);
    private static readonly VerificationWindow AtEnrolment = new(previous: 1, future: 1);
    private static readonly VerificationWindow AtDrift = new(DriftSteps, DriftSteps);

    private readonly Lazy<Seal> _seal = new(() => new Seal(keys.Ring.Derive("agents' second factors")));

    internal static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    internal byte[] Close(byte[] secret, string owner) => _seal.Value.Close(secret, NameOf(owner));

    internal byte[] Open(byte[] closed, string owner) => _seal.Value.Open(closed, NameOf(owner));

    /// <summary>The time step that the code belongs to, or null when it is not good now.</summary>
    internal static long? StepOf(byte[] secret, string code, DateTimeOffset now) => Match(secret, code, now, AtSignIn);

    internal static long? StepAtEnrolment(byte[] secret, string code, DateTimeOffset now) => Match(secret, code, now, AtEnrolment);

    /// <summary>By how many minutes the phone is off, when a code fits at another time.</summary>
    internal static double? MinutesOff(byte[] secret, string code, DateTimeOffset now) => Match(secret, code, now, AtDrift) is { } step
        ? ((step * StepSeconds) - now.ToUnixTimeSeconds()) / 60.0
        : null;

    /// <summary>The secret as people type it, in groups of four.</summary>
    internal static string Shown(byte[] secret) => string.Join(' ', Base32Encoding.ToString(secret).TrimEnd('=').Chunk(4).Select(group => new string(group)));

    /// <summary>A picture of the secret for the app to scan, as a data address.</summary>
    internal static string Picture(byte[] secret, string name, string plan) => QrPicture.Of(
        $"otpauth://totp/{Uri.EscapeDataString($"{plan} desk:{name}")}?secret={Base32Encoding.ToString(secret).TrimEnd('=')}&issuer={Uri.EscapeDataString($"{plan} desk")}");

    private static long? Match(byte[] secret, string code, DateTimeOffset now, VerificationWindow window)
    {
        // Only ASCII digits: other scripts' digits, and what is no code at all, go no further.
        var digits = string.Concat(code.Where(letter => letter != ' '));
        return digits.Length == Digits && digits.All(char.IsAsciiDigit) && new Totp(secret, StepSeconds).VerifyTotp(now.UtcDateTime, digits, out var step, window) ? step : null;
    }

    private static FieldName NameOf(string owner) => new("Agents", owner, "Secret");
}
