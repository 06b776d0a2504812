using System.Data.Common;
using Engine.Members;
using KnowledgeBase;
using KnowledgeBase.Wordings;

namespace Bot.Accounts.Sandbox;

/// <summary>Puts what is sent to members into words (<c>wordings/LOCALE/messages.yaml</c>) and queues it. Neither name nor member number stands in it.</summary>
internal sealed class MemberMail(Knowledge knowledge, SandboxInbox inbox)
{
    /// <summary>The code, to the contact or to nobody.</summary>
    internal Task SendCodeAsync(DbConnection connection, MemberCard? member, CodeChannel channel, string code, TimeSpan lifetime, Errand errand, CancellationToken cancellation)
    {
        var to = channel == CodeChannel.Email ? member?.Email : member?.Phone;
        var values = Values.None.With("code", string.Join(' ', code.Chunk(code.Length / 2).Select(half => new string(half)))).With("lifetime", lifetime);

        return AddAsync(connection, to is null ? null : member, channel, to, "code", values, errand, cancellation);
    }

    internal Task SendCodeToAsync(DbConnection connection, MemberCard member, CodeChannel channel, string to, string code, TimeSpan lifetime, Errand errand, CancellationToken cancellation) =>
        SendCodeAsync(connection, channel == CodeChannel.Email ? member with { Email = to } : member with { Phone = to }, channel, code, lifetime, errand, cancellation);

    internal Task SendLinkAsync(DbConnection connection, MemberCard? member, Uri link, TimeSpan lifetime, Errand errand, CancellationToken cancellation) => AddAsync(
        connection, member?.Email is null ? null : member, CodeChannel.Email, member?.Email, "reset-link", Values.None.With("link", link.ToString()).With("lifetime", lifetime), errand, cancellation);

    internal Task SendUserNameAsync(DbConnection connection, MemberCard? member, Errand errand, CancellationToken cancellation) =>
        AddAsync(connection, member?.Email is null ? null : member, CodeChannel.Email, member?.Email, "user-name", Values.None.With("user-name", member?.UserName ?? ""), errand, cancellation);

    /// <summary>Tells every stored address, and those that were replaced, of a change. Returns how many were told.</summary>
    internal async Task<int> NotifyAsync(DbConnection connection, MemberCard member, string change, Values values, Errand errand, CancellationToken cancellation, params string?[] replaced)
    {
        var told = 0;
        foreach (var to in new[] { member.Email, member.Phone }.Concat(replaced).OfType<string>().Distinct())
        {
            await AddAsync(connection, member, to.Contains('@', StringComparison.Ordinal) ? CodeChannel.Email : CodeChannel.Text, to, change, values, errand, cancellation);
            told++;
        }

        return told;
    }

    private Task AddAsync(DbConnection connection, MemberCard? member, CodeChannel channel, string? to, string what, Values values, Errand errand, CancellationToken cancellation)
    {
        var text = knowledge.Wordings.Say($"messages.{what}", errand.Locale, values);
        var subject = channel == CodeChannel.Email ? knowledge.Wordings.Say($"messages.{what}-subject", errand.Locale, Values.None) : "";

        return inbox.AddAsync(connection, member?.Id, channel, new MessageContent(to ?? "", subject, text), cancellation);
    }
}
