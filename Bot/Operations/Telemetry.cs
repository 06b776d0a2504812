using System.Diagnostics;
using System.Diagnostics.Metrics;
using Engine.Journeys;
using Engine.Turns;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Bot.Operations;

/// <summary>Names and counts of what goes on. Labels are words of ours: never an id of a person, never what somebody typed.</summary>
internal static class Telemetry
{
    internal const string Name = "Assistant";

    /// <summary>The usual variable of OpenTelemetry; without it nothing is exported, and nothing is recorded for export.</summary>
    private const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    internal static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Turns = Meter.CreateCounter<long>("assistant.turns", description: "Turns by channel and outcome");
    private static readonly Histogram<double> TurnSeconds = Meter.CreateHistogram<double>("assistant.turn.duration", "s", "From reading a message to its durable answer");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("assistant.refused", description: "Requests refused by a limit");
    private static readonly Counter<long> Deliveries = Meter.CreateCounter<long>("assistant.deliveries", description: "Attempts to send by target and outcome; watch for outcome=dead, which needs somebody to look");
    private static readonly Counter<long> Alarms = Meter.CreateCounter<long>("assistant.alarms", description: "What somebody should look at now, by name");
    private static readonly UpDownCounter<long> Sockets = Meter.CreateUpDownCounter<long>("assistant.sockets", description: "Open sockets");

    internal static void Turn(string channel, TurnOutcome outcome, TimeSpan took) => Turn(channel, NameOf(outcome), took);

    internal static void Turn(string channel, string outcome, TimeSpan took)
    {
        Turns.Add(1, new KeyValuePair<string, object?>("channel", channel), new KeyValuePair<string, object?>("outcome", outcome));
        TurnSeconds.Record(took.TotalSeconds, new KeyValuePair<string, object?>("channel", channel));
    }

    private static string NameOf(TurnOutcome outcome) => outcome switch
    {
        TurnOutcome.Answered => "answered",
        TurnOutcome.AlreadyAnswered => "again",
        _ => "overtaken",
    };

    internal static void Refused(string limit) => Refusals.Add(1, new KeyValuePair<string, object?>("limit", limit));

    internal static void Delivery(string target, string outcome) =>
        Deliveries.Add(1, new KeyValuePair<string, object?>("target", target), new KeyValuePair<string, object?>("outcome", outcome));

    internal static void Alarm(string name) => Alarms.Add(1, new KeyValuePair<string, object?>("alarm", name));

    internal static void SocketOpened() => Sockets.Add(1);

    /// <summary>A socket's address carries its ticket, and a span that lasts for hours says nothing. Asked before any middleware, so only Kestrel can tell.</summary>
    internal static bool IsTraced(HttpContext http) => http.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true };

    internal static void SocketClosed() => Sockets.Add(-1);

    internal static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[EndpointSetting]))
        {
            return services;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("sign-in-assistant"))
            .WithMetrics(metrics => metrics
                .AddMeter(Name, JourneyMeter.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddOtlpExporter())
            .WithTracing(tracing => tracing
                .AddSource(Name)
                .AddAspNetCoreInstrumentation(http => http.Filter = IsTraced)
                .AddOtlpExporter());

        return services;
    }
}
