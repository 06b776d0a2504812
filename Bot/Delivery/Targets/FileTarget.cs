using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot.Delivery.Targets;

/// <summary>Puts each ticket as a JSON file into a folder, from where other software picks it up. A file is whole or not there.</summary>
internal sealed class FileTarget(TicketTarget target) : ITicketTarget
{
    private const int LongestName = 80;

    public async Task<DeliveryOutcome> DeliverAsync(AllowedTicket ticket, ClaimedSend send, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(target.Path);
            var path = Path.Combine(target.Path, $"{FileName(send.IdempotencyKey)}.json");
            if (!File.Exists(path))
            {
                await WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes((JsonNode)ticket.Record), send.ClaimToken, cancellation);
            }

            return new DeliveryOutcome.Delivered();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Its message would name the path, and with it the conversation.
            return new DeliveryOutcome.Failed($"The folder cannot be written: {fault.GetType().Name}") { IsReceiverDown = true };
        }
    }

    /// <summary>Stands for the key one to one, so that sending twice writes one file.</summary>
    internal static string FileName(string idempotencyKey)
    {
        var readable = string.Concat(idempotencyKey.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_').Take(LongestName));
        var exact = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)).AsSpan(0, 8));
        return $"{readable}-{exact}";
    }

    private static async Task WriteAsync(string path, byte[] json, long claimToken, CancellationToken cancellation)
    {
        var unfinished = $"{path}.{claimToken}.unfinished";
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(unfinished, how))
        {
            await file.WriteAsync(json, cancellation);
            await file.FlushAsync(cancellation);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
