using System.Globalization;
using Engine.Conversations;
using Engine.Replies;
using Engine.Turns;

namespace Bot.Channels.Terminal;

/// <summary>A conversation in the terminal: every card as text, every choice by its number, the transcript kept like any other.</summary>
internal sealed class TerminalChat(TurnHandler turns, TextReader input, TextWriter output, TimeProvider clock, ConversationKey conversation, string? locale)
{
    internal const string Channel = "terminal";

    private static readonly IReadOnlyDictionary<string, string> NoFields = new Dictionary<string, string>();

    private IReadOnlyList<Choice> _choices = [];
    private string _turnToken = "";
    private int _messages;

    internal async Task RunAsync(CancellationToken cancellation)
    {
        await TakeAsync(Message(MessageKind.Joined), cancellation);
        while (true)
        {
            await output.WriteAsync("> ");
            await output.FlushAsync(cancellation);
            if (await input.ReadLineAsync(cancellation) is not { } line)
            {
                await output.WriteLineAsync();
                return;
            }

            await TakeAsync(ChosenBy(line) is { } choice
                ? Message(MessageKind.Said) with { Text = choice.Label, Pressed = new PressedChoice(_turnToken, choice.Id, NoFields) }
                : Message(MessageKind.Said) with { Text = line }, cancellation);
        }
    }

    private Choice? ChosenBy(string line) =>
        int.TryParse(line.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= _choices.Count ? _choices[number - 1] : null;

    private async Task TakeAsync(InboundMessage message, CancellationToken cancellation)
    {
        if (await turns.HandleAsync(message, cancellation) is not TurnOutcome.Answered answered)
        {
            return;
        }

        foreach (var reply in answered.Entries.Select(entry => entry.Reply).OfType<Reply>())
        {
            await ShowAsync(reply);
        }
    }

    private async Task ShowAsync(Reply reply)
    {
        await output.WriteLineAsync();
        await output.WriteLineAsync(reply.Text);
        if (reply.Card is { } card)
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync($"{card.Title}{Environment.NewLine}{card.AsText()}");
        }

        for (var index = 0; index < reply.Choices.Count; index++)
        {
            await output.WriteLineAsync($"  {index + 1}. {reply.Choices[index].Label}");
        }

        if (reply.TurnToken.Length > 0)
        {
            (_choices, _turnToken) = (reply.Choices, reply.TurnToken);
        }
    }

    private InboundMessage Message(MessageKind kind) => new()
    {
        Conversation = conversation,
        Id = $"line-{_messages++}",
        Kind = kind,
        Locale = locale,
        UtcOffset = clock.LocalTimeZone.GetUtcOffset(clock.GetUtcNow()),
        FromId = Environment.UserName,
    };
}
