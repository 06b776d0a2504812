using Bot.Desk.Accounts;
using Microsoft.Extensions.Options;

namespace Bot.Desk.Pages;

/// <summary>The desk's pages: what they need, and where they are.</summary>
internal static class DeskPages
{
    internal static void AddDeskPages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<AgentsDatabase>();
        services.AddSingleton<AgentsOpening>();
        services.AddHostedService(provider => provider.GetRequiredService<AgentsOpening>());
        services.AddHostedService<FirstRun>();
        services.AddSingleton<AgentAccounts>();
        services.AddSingleton<Approvals>();
        services.AddSingleton<BreakGlass>();
        services.AddSingleton<DeskDoor>();
        services.AddSingleton<DeskWarmUp>();
        services.AddSingleton<OneTimeLinks>();
        services.AddSingleton<RecoveryCodes>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<SecondFactor>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<Tries>();
        OidcSignIn.Add(services, configuration.GetSection("Desk:Oidc").Get<OidcOptions>() ?? new OidcOptions());

        services.AddSingleton<AccountPages>();
        services.AddSingleton<AgentPages>();
        services.AddSingleton<AuditPages>();
        services.AddSingleton<LiveSocket>();
        services.AddSingleton<QueuePages>();
        services.AddSingleton<TicketPages>();
        services.AddSingleton<TicketPowers>();
        services.AddSingleton<TicketViews>();
    }

    /// <summary>The desk's pages and its JSON API.</summary>
    internal static void MapDesk(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<DeskOptions>>().Value.Oidc.IsOn)
        {
            // Takes the provider's answers, behind the guard.
            app.UseAuthentication();
        }

        DeskApi.Map(app);
        var desk = app.MapGroup("/desk");
        DeskAssets.Map(desk);
        QueuePages.Map(desk);
        TicketPages.Map(desk);
        LiveSocket.Map(desk);
        AuditPages.Map(desk);
        AccountPages.Map(desk);
        AgentPages.Map(desk);
        OidcSignIn.Map(desk);
    }
}
