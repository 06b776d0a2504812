using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Bot.Delivery.Mail;

/// <summary>Sends mails by the plan's mail server, each as plain text and as HTML. Whoever calls keeps the mail until it says that it was delivered.</summary>
internal sealed class MailSender(IOptions<MailOptions> options, TimeProvider clock)
{
    private readonly MailOptions _options = options.Value;

    internal bool IsConfigured => _options.Host.Length > 0;

    internal async Task<DeliveryOutcome> SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        using var message = Write(mail);
        using var client = new SmtpClient { LocalDomain = Domain(), CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync(_options.Host, _options.Port, SocketOptions(), cancellation);
            if (_options.User.Length > 0)
            {
                await client.AuthenticateAsync(_options.User, _options.Password, cancellation);
            }

            await client.SendAsync(message, cancellation);
        }
        catch (SmtpCommandException refused) when (refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)refused.StatusCode >= 500)
        {
            return new DeliveryOutcome.Impossible($"The mail server knows no such recipient ({(int)refused.StatusCode}).");
        }
        catch (SmtpCommandException refused)
        {
            return new DeliveryOutcome.Failed($"The mail server answered {(int)refused.StatusCode}.") { IsReceiverDown = true };
        }
        catch (Exception fault) when (IsOfTheServer(fault))
        {
            return new DeliveryOutcome.Failed($"The mail server could not be used: {fault.GetType().Name}") { IsReceiverDown = true };
        }

        await SayGoodbyeAsync(client, cancellation);
        return new DeliveryOutcome.Delivered();
    }

    private MimeMessage Write(OutgoingMail mail)
    {
        var message = new MimeMessage
        {
            Subject = mail.Subject.ReplaceLineEndings(" "),
            Date = clock.GetUtcNow(),
            MessageId = $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.Key)).AsSpan(0, 20))}@{Domain()}",
            Body = new MultipartAlternative(new TextPart("plain") { Text = mail.Plain }, new TextPart("html") { Text = mail.Html }),
        };
        message.From.Add(new MailboxAddress(_options.FromName, _options.From));
        message.To.Add(MailboxAddress.Parse(mail.To));
        if (mail.IsUrgent)
        {
            message.Importance = MessageImportance.High;
        }

        // Asks out-of-office replies and the like to keep quiet: nobody reads them.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        return message;
    }

    private string Domain() => _options.From[(_options.From.LastIndexOf('@') + 1)..];

    private SecureSocketOptions SocketOptions() => _options.Security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
    };

    /// <summary>The mail is with the server by now; whether it hears our good-bye is all the same.</summary>
    private static async Task SayGoodbyeAsync(SmtpClient client, CancellationToken cancellation)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception fault) when (fault is OperationCanceledException || IsOfTheServer(fault))
        {
            // It hung up first.
        }
    }

    private static bool IsOfTheServer(Exception fault) => fault
        is ProtocolException or CommandException or IOException or SocketException or SslHandshakeException or AuthenticationException or ServiceNotConnectedException
        or NotSupportedException;
}
