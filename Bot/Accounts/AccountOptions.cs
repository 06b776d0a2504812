using Bot.Accounts.Api;
using Microsoft.Extensions.Options;

namespace Bot.Accounts;

/// <summary>Where the accounts are.</summary>
internal enum AccountMode { None, Sandbox, Http }

/// <summary>Settings <c>Accounts:*</c>.</summary>
internal sealed class AccountOptions
{
    /// <summary>None, Sandbox or Http. When it is not set: Sandbox while every address listened on is this machine's own, else None.</summary>
    public string Mode { get; set; } = "";

    /// <summary>How members reach this server, for the addresses of one-time pages: <c>https://help.plan.example</c>. Empty: the address listened on.</summary>
    public string PublicAddress { get; set; } = "";

    /// <summary>Mode Http: where the plan's accounts answer, such as <c>https://accounts.plan.example/assistant</c>.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>What calls to the accounts are signed with: the same on both sides. The sandbox serves the contract only when it is set.</summary>
    public string Key { get; set; } = "";

    /// <summary>
    /// Instead of <see cref="Key"/>: a PEM file with an RSA key. The private one on the assistant's side signs calls (RS256); the accounts have the public one, and cannot sign.
    /// </summary>
    public string KeyFile { get; set; } = "";

    /// <summary>Mode Http: how long one try may take. There are three at the most, and a member waits for them.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether all addresses are loopback; filled in at start.</summary>
    internal bool IsLocal { get; set; }

    /// <summary>As many bytes as the hash that signs with it.</summary>
    internal const int ShortestKey = 32;

    /// <summary>Whether calls between the assistant and accounts elsewhere are signed at all.</summary>
    internal bool HasKey => Key.Length + KeyFile.Length > 0;

    internal AccountMode Kind => Mode.Length > 0 ? Enum.Parse<AccountMode>(Mode, ignoreCase: true) : IsLocal ? AccountMode.Sandbox : AccountMode.None;

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check : IValidateOptions<AccountOptions>
    {
        public ValidateOptionsResult Validate(string? name, AccountOptions options)
        {
            if (options.Mode.Length > 0 && !Enum.GetNames<AccountMode>().Contains(options.Mode, StringComparer.OrdinalIgnoreCase))
            {
                return ValidateOptionsResult.Fail($"Accounts:Mode is \"{options.Mode}\"; it must be {string.Join(", ", Enum.GetNames<AccountMode>())}.");
            }

            if (options.Key.Length is > 0 and < ShortestKey)
            {
                return ValidateOptionsResult.Fail($"Accounts:Key must have {ShortestKey} characters at least: it signs every call.");
            }

            if (options.Key.Length > 0 && options.KeyFile.Length > 0)
            {
                return ValidateOptionsResult.Fail("Accounts:Key and Accounts:KeyFile are both set; calls are signed with one of them.");
            }

            if (options.KeyFile.Length > 0 && CallerKey.FaultOf(options.KeyFile, signs: options.Kind == AccountMode.Http) is { } fault)
            {
                return ValidateOptionsResult.Fail(fault);
            }

            return options.PublicAddress.Length == 0 || (Uri.TryCreate(options.PublicAddress, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.AbsolutePath == "/")
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"Accounts:PublicAddress is \"{options.PublicAddress}\"; it must be an address such as https://help.plan.example, without a path.");
        }
    }
}
