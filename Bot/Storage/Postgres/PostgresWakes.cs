using System.Text;
using System.Threading.Channels;
using Bot.Delivery;
using Engine.Conversations;
using Npgsql;

namespace Bot.Storage.Postgres;

/// <summary>
/// Tells the other replicas which conversations have news, and hears it from them. Told after the commit and many at a time,
/// since a NOTIFY inside the transaction makes all commits wait for each other. A wake-up lost in a crash is made good
/// by the slow look that every waiter takes anyway.
/// </summary>
internal sealed partial class PostgresWakes(NpgsqlDataSource source, SavedTurns saved, OutboxSignal outbox, DeskSignal desk, ILogger log) : IAsyncDisposable
{
    private const string Topic = "assistant_news";
    private const string Everybody = "*";
    private const string Outbox = "outbox";
    private const int MostAtOnce = 500;
    private const int LargestPayload = 7_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly string _self = Guid.CreateVersion7().ToString("N");
    private readonly Channel<string> _news = Channel.CreateBounded<string>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Returns when this replica hears the others.</summary>
    internal Task StartAsync(CancellationToken cancellation)
    {
        _running = Task.WhenAll(Task.Run(ListenAsync, CancellationToken.None), Task.Run(TellAsync, CancellationToken.None));
        return _listening.Task.WaitAsync(cancellation);
    }

    internal void Tell(SealedTurn turn)
    {
        var name = $"{turn.Key.Channel}\n{turn.Key.Id}";
        _news.Writer.TryWrite(Encoding.UTF8.GetByteCount(name) > LargestPayload ? Everybody : name);
        if (turn.Tickets.Count > 0)
        {
            _news.Writer.TryWrite(Outbox);
        }
    }

    internal void Tell(string news) => _news.Writer.TryWrite(news);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task TellAsync()
    {
        var batch = new HashSet<string>();
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                batch.Add(await _news.Reader.ReadAsync(_stopping.Token));
                while (batch.Count < MostAtOnce && _news.Reader.TryRead(out var more))
                {
                    batch.Add(more);
                }

                await using var command = source.CreateCommand("SELECT pg_notify($1, news) FROM unnest($2::text[]) AS news");
                command.Parameters.Add(new() { Value = Topic });
                command.Parameters.Add(new() { Value = batch.Select(news => $"{_self}\n{news}").ToArray() });
                await command.ExecuteNonQueryAsync(_stopping.Token);
            }
            catch (Exception fault) when (fault is OperationCanceledException or NpgsqlException)
            {
                await RestAfterAsync(fault);
            }

            batch.Clear();
        }
    }

    private async Task ListenAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(_stopping.Token);
                connection.Notification += (_, news) => Hear(news.Payload);
                await using (var command = new NpgsqlCommand($"LISTEN {Topic}", connection))
                {
                    await command.ExecuteNonQueryAsync(_stopping.Token);
                }

                // What was said while nobody listened here is not said again.
                saved.WakeAll();
                outbox.Wake();
                desk.Wake();
                _listening.TrySetResult();
                while (true)
                {
                    await connection.WaitAsync(_stopping.Token);
                }
            }
            catch (Exception fault) when (fault is OperationCanceledException or NpgsqlException)
            {
                await RestAfterAsync(fault);
            }
        }
    }

    private void Hear(string payload)
    {
        switch (payload.Split('\n', 3))
        {
            case [var sender, ..] when sender == _self:
                break;
            case [_, Everybody]:
                saved.WakeAll();
                break;
            case [_, Outbox]:
                outbox.Wake();
                break;
            case [_, Wakes.Desk]:
                desk.Wake();
                break;
            case [_, Wakes.AgentTypes, var typing] when typing.Split('\n', 2) is [var channel, var id]:
                saved.WakeTyping(new ConversationKey(channel, id), Speaker.Agent);
                break;
            case [_, Wakes.MemberTypes, var typing] when typing.Split('\n', 2) is [var channel, var id]:
                saved.WakeTyping(new ConversationKey(channel, id), Speaker.Member);
                break;
            case [_, var channel, var id]:
                saved.Wake(new ConversationKey(channel, id));
                break;
        }
    }

    private async Task RestAfterAsync(Exception fault)
    {
        if (!_stopping.IsCancellationRequested)
        {
            Interrupted(log, fault.GetType().Name);
            await Task.Delay(Pause, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Wake-ups between replicas are interrupted ({Fault}); trying again")]
    private static partial void Interrupted(ILogger log, string fault);
}
