using Microsoft.Extensions.Options;
using MimeKit;

namespace Bot.Delivery.Mail;

/// <summary>How the way to the mail server is protected.</summary>
internal enum MailSecurity
{
    /// <summary>Begins in the open and must turn to TLS before anything is said; usual on port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte; usual on port 465.</summary>
    Tls,

    /// <summary>In the open: only to a relay on this very machine.</summary>
    None,
}

/// <summary>Settings <c>Email:*</c>: the mail server of the plan.</summary>
internal sealed class MailOptions
{
    /// <summary>The server's name; unset, no mail is sent.</summary>
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>From whom mails are, such as <c>signin-help@plan.example.org</c>.</summary>
    public string From { get; set; } = "";

    public string FromName { get; set; } = "Sign-in assistant";

    /// <summary>Whether that is one mail address and nothing else.</summary>
    internal static bool IsAddress(string text) =>
        !text.Any(char.IsControl)
        && MailboxAddress.TryParse(text, out var mailbox)
        && mailbox.Address.Equals(text, StringComparison.Ordinal)
        && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && at < text.Length - 1;

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check : IValidateOptions<MailOptions>
    {
        private static readonly string[] ThisMachine = ["localhost", "127.0.0.1", "::1"];

        public ValidateOptionsResult Validate(string? name, MailOptions options)
        {
            if (options.Host.Length == 0)
            {
                return ValidateOptionsResult.Success;
            }

            var faults = new List<string>();
            if (!IsAddress(options.From))
            {
                faults.Add($"Email:From is \"{options.From}\"; it must be a mail address, since Email:Host is set.");
            }

            if (options.Port is < 1 or > 65_535)
            {
                faults.Add("Email:Port must be 1 to 65535.");
            }

            if (options.Security == MailSecurity.None && !ThisMachine.Contains(options.Host, StringComparer.OrdinalIgnoreCase))
            {
                faults.Add("Email:Security is None, which is only good for a relay on this machine (Email:Host localhost); use StartTls or Tls.");
            }

            if (options.User.Length > 0 && options.Password.Length == 0)
            {
                faults.Add("Email:User is set, but Email:Password is not.");
            }

            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
