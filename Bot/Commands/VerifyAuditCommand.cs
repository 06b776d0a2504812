using Bot.Operations;
using Bot.Storage;
using Bot.Storage.Auditing;

namespace Bot.Commands;

/// <summary><c>verify-audit</c>: proves that no line of the audit was changed, taken out or moved. <c>--expect NUMBER:HASH</c> also looks for the last line of an earlier run.</summary>
internal static class VerifyAuditCommand
{
    private const int Broken = 1;

    internal static Task<int> RunAsync(string[] args, CancellationToken cancellation) => StartFault.GuardAsync(async () =>
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddStorage(builder.Configuration);
        using var host = builder.Build();
        var wanted = builder.Configuration["expect"];
        var mark = wanted is null ? null : AuditMark.Parse(wanted);
        if (wanted is not null && mark is null)
        {
            await Console.Error.WriteLineAsync("Say --expect NUMBER:HASH, as verify-audit printed it before.".AsMemory(), cancellation);
            return StartFault.ExitCode;
        }

        await host.Services.GetRequiredService<StorageOpening>().OpenAsync(mayMigrate: false, cancellation);
        var report = await host.Services.GetRequiredService<AuditCheck>().VerifyAsync(mark, cancellation);
        foreach (var fault in report.Faults)
        {
            await Console.Out.WriteLineAsync(fault.AsMemory(), cancellation);
        }

        await Console.Out.WriteLineAsync(
            (report.Faults.Count == 0 ? $"The audit is whole: {report.Lines} line(s). Last: {report.Last?.ToString() ?? "none"}" : $"The audit is broken: {report.Faults.Count} fault(s) in {report.Lines} line(s).").AsMemory(), cancellation);
        return report.Faults.Count == 0 ? 0 : Broken;
    });
}
