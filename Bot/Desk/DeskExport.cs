using System.Globalization;
using Bot.Storage.Auditing;

namespace Bot.Desk;

/// <summary>The queue as a file for spreadsheets. Personal fields are never in it: there is no copying in bulk.</summary>
internal sealed class DeskExport(DeskGate gate, DeskWrites writes, DeskQueue queue, DeskEvidence evidence)
{
    private const int PageSize = 200;

    private static readonly string[] Columns =
    [
        "number", "filed", "topic", "reason", "language", "channel", "priority", "state", "agent", "merged_into", "wrap_up", "confirmed_cause", "survey", "error_wording",
    ];

    /// <summary>Writes all cases of the filter. How many there were.</summary>
    internal Task<DeskAnswer<int>> WriteAsync(DeskAgent who, QueueFilter filter, TextWriter to, CancellationToken cancellation) => gate.PassAsync(
        who, DeskRight.Export, async () =>
        {
            // Written down first: an export that breaks off has shown what it has shown.
            await writes.SeenAsync(who, new AuditLine(AuditActs.Exported, "", FactsOf(filter)), cancellation);
            await to.WriteAsync(Csv.Line(Columns).AsMemory(), cancellation);
            var written = 0;
            var page = new QueuePage([], 0, HasMore: true);
            while (page.HasMore)
            {
                page = await queue.ReadAsync(filter with { Order = QueueOrder.Oldest, Limit = PageSize, After = page.Items.Count > 0 ? page.Items[^1] : null }, cancellation);
                var ends = await evidence.ReadAsync([.. page.Items.Select(item => item.Number)], cancellation);
                foreach (var item in page.Items)
                {
                    await to.WriteAsync(Csv.Line(CellsOf(item, ends.GetValueOrDefault(item.Number))).AsMemory(), cancellation);
                    written++;
                }
            }

            return DeskAnswer<int>.Done(written);
        },
        cancellation);

    private static IEnumerable<string?> CellsOf(QueueItem item, CaseEnd? end) =>
    [
        item.Number, item.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), item.Topic, item.Reason, item.Language, item.Channel,
        item.Priority.ToString(), item.State.ToString(), item.AgentName, item.MergedInto, end?.WrapUp, end?.ConfirmedCause, end?.Survey, end?.ErrorWording,
    ];

    private static string FactsOf(QueueFilter filter) => string.Join(' ', new[]
    {
        $"states={(filter.States is null ? "all" : string.Join('+', filter.States))}", filter.Topic is null ? null : $"topic={filter.Topic}", filter.Channel is null ? null : $"channel={filter.Channel}",
        filter.Language is null ? null : $"language={filter.Language}", filter.AtLeast is null ? null : $"priority={filter.AtLeast}",
    }.OfType<string>());
}
