using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Tests.Fakes;

/// <summary>Everything that was logged, at every level, as text.</summary>
internal sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    internal IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Page(this);

    public void Dispose()
    {
    }

    private sealed class Page(LogBook book) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            book._lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}
