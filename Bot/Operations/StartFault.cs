using System.Runtime.InteropServices;
using Bot.Storage;
using KnowledgeBase.Loading;
using Microsoft.Extensions.Options;

namespace Bot.Operations;

/// <summary>Stops a start that cannot go well with a sentence that says what to change, instead of a stack trace.</summary>
internal static class StartFault
{
    /// <summary>What sysexits.h calls a configuration error.</summary>
    internal const int ExitCode = 78;

    internal static async Task<int> GuardAsync(Func<Task<int>> run)
    {
        using var stop = new StopSignals();
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (stop.Code is not null)
        {
            return stop.Code.Value;
        }
        catch (Exception fault) when (SentenceFor(fault) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return ExitCode;
        }
    }

    internal static string? SentenceFor(Exception fault) => fault switch
    {
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        StorageRefusedException or StorageUnavailableException or ContentFaultsException => fault.Message,
        // The configuration binder names the setting and the value that does not fit.
        InvalidOperationException { InnerException: FormatException or ArgumentException or OverflowException, Source: "Microsoft.Extensions.Configuration.Binder" } => fault.Message,
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => fault.Message,
        AggregateException several when several.InnerExceptions.All(inner => SentenceFor(inner) is not null) =>
            string.Join(Environment.NewLine, several.InnerExceptions.Select(SentenceFor).Distinct()),
        _ => null,
    };

    /// <summary>Hears whether somebody asked the program to stop. What follows is left to the host, or to the system as long as there is none.</summary>
    private sealed class StopSignals : IDisposable
    {
        private readonly PosixSignalRegistration _interrupt;
        private readonly PosixSignalRegistration _terminate;

        internal StopSignals()
        {
            _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Code = 130);
            _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Code = 143);
        }

        /// <summary>What shells say of a program that a signal ended, so that nobody takes a migration that was stopped for done; null while there was none.</summary>
        internal int? Code { get; private set; }

        public void Dispose()
        {
            _interrupt.Dispose();
            _terminate.Dispose();
        }
    }
}
