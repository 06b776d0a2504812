using System.Text;
using Bot.Channels.DirectLine;
using Bot.Channels.Terminal;
using Bot.Operations;
using Engine.Conversations;
using Engine.Turns;

namespace Bot.Commands;

/// <summary><c>chat</c>: talk with the assistant in the terminal; Ctrl-D ends. <c>--locale es</c> begins in another language.</summary>
internal static class ChatCommand
{
    public static Task<int> RunAsync(string[] args, CancellationToken cancellation) => StartFault.GuardAsync(async () =>
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddAssistant(builder.Configuration);
        using var host = builder.Build();
        await host.StartAsync(cancellation);

        // A terminal may send letters of any language, and a pipe has no encoding of its own.
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var input = new StreamReader(Console.OpenStandardInput(), utf8);
        await using var output = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true };
        var chat = new TerminalChat(
            host.Services.GetRequiredService<TurnHandler>(),
            input,
            output,
            host.Services.GetRequiredService<TimeProvider>(),
            new ConversationKey(TerminalChat.Channel, DirectLineTokens.NewId()),
            builder.Configuration["locale"]);
        await chat.RunAsync(cancellation);
        await host.StopAsync(cancellation);

        return 0;
    });
}
