using Bot.Desk.Pages;
using Engine.Conversations;
using Microsoft.Extensions.Options;

namespace Bot.Desk;

/// <summary>Registers the agents' desk.</summary>
internal static class DeskServices
{
    internal static IServiceCollection AddDesk(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<DeskOptions>, DeskOptions.Check>();
        services.AddOptions<DeskOptions>().Bind(configuration.GetSection("Desk")).ValidateOnStart();
        services.AddDeskPages(configuration);

        services.AddSingleton<DeskApi>();
        services.AddSingleton<DeskGate>();
        services.AddSingleton<DeskWrites>();
        services.AddSingleton<DeskQueue>();
        services.AddSingleton<DeskTickets>();
        services.AddSingleton<BriefWriter>();
        services.AddSingleton<DeskClaims>();
        services.AddSingleton<DeskNotes>();
        services.AddSingleton<DeskWrapUp>();
        services.AddSingleton<CannedReplies>();
        services.AddSingleton<DeskEvidence>();
        services.AddSingleton<DeskExport>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<LiveDesk>();
        services.AddSingleton<DeskPresence>();
        services.AddSingleton<IDesk>(provider => provider.GetRequiredService<DeskPresence>());
        services.AddSingleton<LiveWatch>();

        return services.AddHostedService(provider => provider.GetRequiredService<LiveWatch>());
    }
}
