using System.Text;
using System.Text.Json;
using KnowledgeBase;
using KnowledgeBase.Recognition;
using KnowledgeBase.Recognition.Explaining;

namespace Bot.Commands;

/// <summary>
/// <c>decode</c>: one JSON object per line in, one per line out, in the same order. A line that can't be read gets an answer with
/// <c>error</c>, and the next one is read. <c>--explain</c> adds what decided.
/// </summary>
internal static class DecodeCommand
{
    private const int BufferSize = 1 << 16;

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var knowledge = Knowledge.Load();
        var recogniser = Recogniser.From(knowledge);
        var explainer = args.Contains("--explain") ? new Explainer(knowledge, recogniser, Path.Combine(AppContext.BaseDirectory, "Content")) : null;
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var input = new StreamReader(Console.OpenStandardInput(), utf8, detectEncodingFromByteOrderMarks: true, BufferSize);
        await using var output = Console.OpenStandardOutput();
        await DecodeLinesAsync(recogniser, TimeProvider.System, input, output, explainer, cancellation);

        return 0;
    }

    internal static async Task DecodeLinesAsync(
        Recogniser recogniser, TimeProvider clock, TextReader input, Stream output, Explainer? explainer, CancellationToken cancellation)
    {
        var buffer = new MemoryStream(BufferSize);
        while (true)
        {
            var pending = input.ReadLineAsync(cancellation);
            // Flush when the writer on the other side is waiting for us, so that a person at a terminal sees each answer at once.
            if (!pending.IsCompleted) { await FlushAsync(buffer, output, cancellation); }
            if (await pending is not { } line) { break; }
            if (string.IsNullOrWhiteSpace(line)) { continue; }
            DecodeLine(recogniser, clock, line, buffer, explainer);
            buffer.WriteByte((byte)'\n');
            if (buffer.Length >= BufferSize) { await FlushAsync(buffer, output, cancellation); }
        }
        await FlushAsync(buffer, output, cancellation);
    }

    internal static void DecodeLine(Recogniser recogniser, TimeProvider clock, string line, MemoryStream into, Explainer? explainer)
    {
        var at = into.Length;
        DecodeRequest? request = null;
        try
        {
            request = DecodeRequest.Parse(line, clock);
            var asked = request.Context is { Length: > 0 } said ? recogniser.AskedReader.Read(said) : Asked.Nothing;
            var locale = request.Locale ?? recogniser.GuessLanguage(request.Text, KnowledgeBase.Wordings.Locale.Fallback);
            var utterance = new Utterance(request.Text, locale, request.Now, asked);
            var decoded = recogniser.Decode(utterance);
            DecodedJson.Write(into, request.Id, decoded, explainer?.Explain(utterance, decoded));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            into.SetLength(at);
            DecodedJson.WriteError(into, request?.Id ?? DecodeRequest.TryIdOf(line), fault.Message);
        }
    }

    private static async Task FlushAsync(MemoryStream buffer, Stream output, CancellationToken cancellation)
    {
        if (buffer.Length == 0) { return; }
        await output.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellation);
        await output.FlushAsync(cancellation);
        buffer.SetLength(0);
    }
}
