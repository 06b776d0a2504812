using Bot.Storage;
using Engine.Conversations;

namespace Bot.Desk;

/// <summary>Registers what agents do at the desk: queue, tickets, live chat. The pages stand on top of it.</summary>
internal static class DeskWork
{
    internal static IServiceCollection AddDeskWork(this IServiceCollection services)
    {
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
        services.AddSingleton<LearnedCauses>();
        services.AddHostedService(provider => provider.GetRequiredService<LearnedCauses>());
        services.AddSingleton<DeskExport>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<LiveDesk>();
        services.AddSingleton<DeskPresence>();
        services.AddSingleton<IDesk>(provider => provider.GetRequiredService<DeskPresence>());
        services.AddSingleton<LiveWatch>();
        services.AddSingleton<CaseOpening>();
        services.AddHostedService(provider => provider.GetRequiredService<CaseOpening>());

        return services.AddHostedService(provider => provider.GetRequiredService<LiveWatch>());
    }
}
