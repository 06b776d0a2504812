using System.Globalization;
using Bot.Operations;
using Bot.Storage;
using Engine.Conversations;
using KnowledgeBase;
using KnowledgeBase.Recognition;
using KnowledgeBase.Recognition.Unknown;
using Microsoft.EntityFrameworkCore;

namespace Bot.Commands;

/// <summary>
/// <c>unknown-wordings</c>: what members said in the stored conversations that today's content does not understand, grouped for editors by the words
/// they share. <c>--days N</c> looks back so far (30), <c>--fewest N</c> shows groups of so many conversations (2).
/// </summary>
internal static class UnknownWordingsCommand
{
    private const int DefaultDays = 30;

    /// <summary>A single member's words are not shown to anybody but who serves them.</summary>
    private const int LeastFewest = 2;

    private const int Page = 500;

    internal static Task<int> RunAsync(string[] args, CancellationToken cancellation) => StartFault.GuardAsync(async () =>
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddStorage(builder.Configuration);
        using var host = builder.Build();
        var days = Number(builder.Configuration["days"], DefaultDays, 1);
        var fewest = Number(builder.Configuration["fewest"], LeastFewest, LeastFewest);
        if (days is null || fewest is null)
        {
            await Console.Error.WriteLineAsync($"Say unknown-wordings [--days N] [--fewest N]; days from 1, fewest from {LeastFewest}.".AsMemory(), cancellation);
            return StartFault.ExitCode;
        }

        await host.Services.GetRequiredService<StorageOpening>().OpenAsync(mayMigrate: false, cancellation);
        var since = host.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(-days.Value);
        var wordings = await FindAsync(
            host.Services.GetRequiredService<IAssistantDatabase>(), host.Services.GetRequiredService<ConversationStore>(), Recogniser.From(Knowledge.Load()), since, cancellation);
        foreach (var line in Report(wordings, fewest.Value))
        {
            await Console.Out.WriteLineAsync(line.AsMemory(), cancellation);
        }

        return 0;
    });

    /// <summary>What today's content does not understand of the stored talks: what an editor has taught it since is no longer among them.</summary>
    internal static async Task<IReadOnlyList<UnknownWording>> FindAsync(
        IAssistantDatabase database, ConversationStore store, Recogniser recogniser, DateTimeOffset since, CancellationToken cancellation)
    {
        var keys = await database.QueryAsync(context => context.Conversations.Where(row => row.UpdatedAt >= since)
            .OrderBy(row => row.RowId).Select(row => new ConversationKey(row.Channel, row.Id)).ToListAsync(cancellation));
        var reader = new UnknownWordingReader(recogniser);
        var found = new List<UnknownWording>();
        foreach (var key in keys)
        {
            var talk = new List<TranscriptEntry>();
            while (await store.ReadTranscriptAsync(key, talk.Count == 0 ? 0 : talk[^1].Sequence, Page, cancellation) is { Count: > 0 } more) { talk.AddRange(more); }
            found.AddRange(reader.Read($"{key.Channel}/{key.Id}", talk));
        }

        return found;
    }

    internal static IReadOnlyList<string> Report(IReadOnlyList<UnknownWording> wordings, int fewest)
    {
        var clusters = WordingClusters.Of(wordings, fewest);
        var lines = new List<string> { $"{wordings.Count} wordings were not understood; {clusters.Sum(cluster => cluster.Count)} of them stand in {clusters.Count} groups of {fewest} conversations or more" };
        foreach (var cluster in clusters)
        {
            lines.Add("");
            lines.Add($"{cluster.Count} wordings, {cluster.Conversations} conversations | share: {string.Join(", ", cluster.SharedWords)} | nearest topic: {cluster.Nearest ?? "none"}");
            lines.AddRange(cluster.Examples.Select(example => $"    {example}"));
        }

        return lines;
    }

    private static int? Number(string? text, int otherwise, int least) =>
        text is null ? otherwise : int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least ? number : null;
}
