using System.Security.Cryptography;
using Bot.Desk.Accounts.Model;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Bot.Desk.Accounts;

/// <summary>Agents' passwords, hashed by ASP.NET Core Identity.</summary>
internal sealed class Passwords
{
    internal const int Shortest = 12;
    internal const int Longest = 128;

    /// <summary>OWASP's number for PBKDF2 with SHA-512.</summary>
    private const int Rounds = 210_000;

    private static readonly string[] TooUsual = ["password", "qwerty", "letmein", "welcome", "admin", "123456", "abcdef", "iloveyou", "kaiser"];

    private readonly PasswordHasher<AgentRow> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));

    /// <summary>Checked in place of a hash that is not there, so that an unknown name takes as long as a known one.</summary>
    private readonly Lazy<string> _nobodys;

    public Passwords() => _nobodys = new Lazy<string>(() => Hash(Convert.ToHexString(RandomNumberGenerator.GetBytes(16))));

    internal string Hash(string password) => _hasher.HashPassword(null!, password);

    internal bool Fits(string? hash, string password) =>
        _hasher.VerifyHashedPassword(null!, hash ?? _nobodys.Value, password) != PasswordVerificationResult.Failed && hash is not null;

    /// <summary>What is wrong with a new password, in a sentence; null when nothing is. Length counts, mixtures of letters and signs do not.</summary>
    internal static string? FaultOf(string password, string name)
    {
        if (password.Length < Shortest)
        {
            return $"Use at least {Shortest} characters. A few words in a row are easy to keep.";
        }

        if (password.Length > Longest)
        {
            return $"Use at most {Longest} characters.";
        }

        if (name.Length > 2 && password.Contains(name, StringComparison.OrdinalIgnoreCase))
        {
            return "Leave your sign-in name out of it.";
        }

        return password.Distinct().Count() < 5 || TooUsual.Any(usual => password.StartsWith(usual, StringComparison.OrdinalIgnoreCase) && password.Length < usual.Length + 8)
            ? "That one is tried first by anybody who guesses. Take another."
            : null;
    }
}
