using Bot.Desk.Accounts;
using Bot.Desk.Pages;
using Microsoft.Extensions.Options;

namespace Bot.Desk;

/// <summary>Registers the agents' desk.</summary>
internal static class DeskServices
{
    internal static IServiceCollection AddDesk(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<DeskOptions>, DeskOptions.Check>();
        services.AddOptions<DeskOptions>().Bind(configuration.GetSection("Desk")).ValidateOnStart();
        services.AddDeskWork();
        services.AddAgentAccounts();
        services.AddSingleton<AccountPages>();
        services.AddSingleton<AgentPages>();
        OidcSignIn.Add(services, configuration.GetSection("Desk:Oidc").Get<OidcOptions>() ?? new OidcOptions());

        return services.AddSingleton<DeskApi>();
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
        DeskDoor.Map(desk, "GET", "", DeskAccess.Everybody, visit => { AccountPages.SeeOther(visit.Http, "/desk/me"); return Task.CompletedTask; });
        AccountPages.Map(desk);
        AgentPages.Map(desk);
        OidcSignIn.Map(desk);
    }

    private static void AddAgentAccounts(this IServiceCollection services)
    {
        services.AddSingleton<AgentsDatabase>();
        services.AddSingleton<AgentsOpening>();
        services.AddHostedService(provider => provider.GetRequiredService<AgentsOpening>());
        services.AddHostedService<FirstRun>();
        services.AddSingleton<AgentAccounts>();
        services.AddSingleton<Approvals>();
        services.AddSingleton<BreakGlass>();
        services.AddSingleton<DeskDoor>();
        services.AddSingleton<OneTimeLinks>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<SecondFactor>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<Tries>();
    }
}
