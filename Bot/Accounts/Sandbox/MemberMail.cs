using System.Data.Common;
using Bot.Accounts.Rules;
using Bot.Delivery.Messages;
using Engine.Members;
using Engine.Replies;
using KnowledgeBase;
using KnowledgeBase.Wordings;

namespace Bot.Accounts.Sandbox;

/// <summary>
/// Puts what is sent to members into words (<c>wordings/LOCALE/messages.yaml</c>) and queues it: for the sandbox's inbox, and for the mail server and the gateway for texts where
/// there are some. Neither name nor member number stands in it.
/// </summary>
internal sealed class MemberMail(Knowledge knowledge, SandboxInbox inbox, MessageQueue queue, MailForm form, AccountKeys keys, CodeRules rules, TimeProvider clock)
{
    /// <summary>The code, to the contact or to nobody.</summary>
    /// <param name="lane">What the code is for: an older one for the same is void, and not sent any more.</param>
    internal Task SendCodeAsync(DbConnection connection, MemberCard? member, CodeChannel channel, string lane, string code, TimeSpan lifetime, Errand errand, CancellationToken cancellation)
    {
        var to = channel == CodeChannel.Email ? member?.Email : member?.Phone;
        var shown = string.Join(' ', code.Chunk(code.Length / 2).Select(half => new string(half)));

        return AddAsync(
            connection, new Letter(to is null ? null : member, channel, to, "code", Values.None.With("code", shown).With("lifetime", lifetime)) { Mark = shown, Lane = lane, Life = lifetime }, errand, cancellation);
    }

    internal Task SendCodeToAsync(
        DbConnection connection, MemberCard member, CodeChannel channel, string to, string lane, string code, TimeSpan lifetime, Errand errand, CancellationToken cancellation) =>
        SendCodeAsync(connection, channel == CodeChannel.Email ? member with { Email = to } : member with { Phone = to }, channel, lane, code, lifetime, errand, cancellation);

    internal Task SendLinkAsync(DbConnection connection, MemberCard? member, Uri link, TimeSpan lifetime, Errand errand, CancellationToken cancellation) => AddAsync(
        connection,
        new Letter(member?.Email is null ? null : member, CodeChannel.Email, member?.Email, "reset-link", Values.None.With("link", link.ToString()).With("lifetime", lifetime)) { Lane = "reset-link", Life = lifetime },
        errand, cancellation);

    internal Task SendUserNameAsync(DbConnection connection, MemberCard? member, Errand errand, CancellationToken cancellation) => AddAsync(
        connection,
        new Letter(member?.Email is null ? null : member, CodeChannel.Email, member?.Email, "user-name", Values.None.With("user-name", member?.UserName ?? "")) { Mark = member?.UserName },
        errand, cancellation);

    /// <summary>The card, to the stored address. A newer one takes the place of one that still waits.</summary>
    internal Task SendCardAsync(DbConnection connection, MemberCard member, SummaryCard card, Errand errand, CancellationToken cancellation) =>
        AddAsync(connection, new Letter(member, CodeChannel.Email, member.Email, "card", Values.None) { Lane = "card", Card = card }, errand, cancellation);

    /// <summary>Tells every stored address, and those that were replaced, of a change. Returns how many were told.</summary>
    internal async Task<int> NotifyAsync(DbConnection connection, MemberCard member, string change, Values values, Errand errand, CancellationToken cancellation, params string?[] replaced)
    {
        var told = 0;
        foreach (var to in new[] { member.Email, member.Phone }.Concat(replaced).OfType<string>().Distinct())
        {
            var channel = to.Contains('@', StringComparison.Ordinal) ? CodeChannel.Email : CodeChannel.Text;
            await AddAsync(connection, new Letter(member, channel, to, change, values), errand, cancellation);
            told++;
        }

        return told;
    }

    private async Task AddAsync(DbConnection connection, Letter letter, Errand errand, CancellationToken cancellation)
    {
        var said = Say(letter.What, letter.Values, errand);
        var text = letter.Card is null ? said : $"{said}\n\n{letter.Card.Title}\n{letter.Card.AsText()}";
        var way = letter.Channel switch { CodeChannel.Email => MessageWay.Mail, CodeChannel.Text => MessageWay.Text, CodeChannel.Voice => MessageWay.Call };
        var subject = way == MessageWay.Mail ? Say($"{letter.What}-subject", Values.None, errand) : "";
        await inbox.AddAsync(connection, letter.Member?.Id, letter.Channel, new MessageContent(letter.To ?? "", subject, text), cancellation);
        if (!queue.Sends(way))
        {
            return;
        }

        var message = new MemberMessage(way, letter.To ?? "", text, clock.GetUtcNow() + (letter.Life ?? rules.UndoWithin)) { Locale = errand.Locale };
        if (way == MessageWay.Mail)
        {
            var footer = Say("mail-footer", Values.None, errand);
            message = message with { Subject = subject, Text = $"{text}\n\n{footer}\n", Html = form.Html(errand.Locale, subject, said, letter.Mark, footer, letter.Card) };
        }

        await queue.AddAsync(connection, message, LaneOf(letter), cancellation);
    }

    private string Say(string what, Values values, Errand errand) => knowledge.Wordings.Say($"messages.{what}", errand.Locale, values);

    /// <summary>Tells one member's messages of a kind from another's, and names neither.</summary>
    private string LaneOf(Letter letter) =>
        $"message/{(letter.Lane is null ? AccountKeys.NewId() : Convert.ToHexStringLower(keys.Hash("message lane", $"{letter.Member?.Id}\n{letter.Lane}\n{letter.To}")))}";

    /// <summary>One message on its way into words.</summary>
    private sealed record Letter(MemberCard? Member, CodeChannel Channel, string? To, string What, Values Values)
    {
        /// <summary>The code or name that the reader looks for.</summary>
        public string? Mark { get; init; }

        /// <summary>What stands below the words; null for most.</summary>
        public SummaryCard? Card { get; init; }

        /// <summary>Null for what no later message replaces.</summary>
        public string? Lane { get; init; }

        /// <summary>For how long it is of use; null: as long as what it tells of can be taken back.</summary>
        public TimeSpan? Life { get; init; }
    }
}
