using System.Net;
using Bot.Accounts.Api;
using Bot.Accounts.Model;
using Bot.Accounts.Pages;
using Bot.Accounts.Plan;
using Bot.Accounts.Portal;
using Bot.Accounts.Rules;
using Bot.Accounts.Sandbox;
using Bot.Delivery.Outbound;
using Bot.Storage;
using Engine.Members;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Bot.Accounts;

/// <summary>Registers the accounts in the mode that the settings name.</summary>
internal static class AccountServices
{
    /// <summary>As many wrong passwords lock an account as the plan's help pages say, and for as long.</summary>
    private const int WrongPasswords = 5;

    private static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(30);

    internal static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<AccountOptions>, AccountOptions.Check>();
        services.AddOptions<AccountOptions>()
            .Bind(configuration.GetSection("Accounts"))
            .Configure(options => options.IsLocal = IsLocal(configuration))
            .ValidateOnStart();

        // Also where no accounts are connected: a member's own calendar comes from a page of ours.
        services.AddSingleton<SiteAddress>();

        return ModeOf(configuration) switch
        {
            AccountMode.Sandbox => services.AddSandbox(configuration),
            AccountMode.Http => services.AddPlanAccounts(configuration),
            AccountMode.None => services.AddSingleton<IMemberAccounts, NoAccounts>(),
        };
    }

    /// <summary>Read before the options are bound, since it decides what is registered. A wrong word is answered by the options' own sentence later.</summary>
    internal static AccountMode ModeOf(IConfiguration configuration) => configuration["Accounts:Mode"] is { Length: > 0 } set
        ? Enum.TryParse<AccountMode>(set, ignoreCase: true, out var mode) ? mode : AccountMode.None
        : IsLocal(configuration) ? AccountMode.Sandbox : AccountMode.None;

    private static IServiceCollection AddSandbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<CodeRules>, CodeRules.Check>();
        services.AddOptions<CodeRules>().Bind(configuration.GetSection("Accounts:Codes")).ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<CodeRules>>().Value);
        services.AddSingleton<AccountKeys>();
        services.AddSingleton<CallSignature>();
        services.AddSingleton<AnswerBook>();
        services.AddSingleton<SentCodes>();
        services.AddSingleton<Authenticators>();
        services.AddSingleton<SavedCodes>();
        services.AddSingleton<SendAlarm>();
        services.AddSingleton<Proofs>();
        services.AddSingleton<OncePages>();
        services.AddSingleton<SandboxInbox>();
        services.AddSingleton<MemberMail>();
        services.AddSingleton<SandboxFactors>();
        services.AddSingleton<SandboxContacts>();
        services.AddSingleton<SandboxSeed>();
        services.AddSingleton<SandboxAccounts>();
        services.AddSingleton<IMemberAccounts>(provider => provider.GetRequiredService<SandboxAccounts>());
        services.AddSingleton<AccountOpening>();
        services.AddHostedService(provider => provider.GetRequiredService<AccountOpening>());
        services.AddHostedService<AccountTidying>();
        services.AddHttpContextAccessor();
        services.AddSingleton<PortalParts>();
        services.AddScoped<PortalPages>();
        services.AddSingleton<PortalSessions>();
        services.AddScoped<PortalSignIn>();
        services.AddScoped<PortalSecurity>();
        services.AddScoped<PortalHome>();
        services.AddScoped<PasswordPage>();
        services.AddScoped(provider => AccountOpening.Context(provider.GetRequiredService<IAssistantDatabase>()));
        services.AddScoped<IUserStore<SandboxMember>>(provider => new UserOnlyStore<SandboxMember, AccountsContext>(provider.GetRequiredService<AccountsContext>()));
        services.AddIdentityCore<SandboxMember>(identity =>
        {
            identity.Lockout.MaxFailedAccessAttempts = WrongPasswords;
            identity.Lockout.DefaultLockoutTimeSpan = LockedFor;
            identity.Password.RequiredLength = 12;
            identity.Password.RequireDigit = false;
            identity.Password.RequireLowercase = false;
            identity.Password.RequireUppercase = false;
            identity.Password.RequireNonAlphanumeric = false;
        });

        return services;
    }

    private static IServiceCollection AddPlanAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOutbound(configuration);
        services.AddSingleton<IValidateOptions<AccountOptions>, HttpAccountsCheck>();
        services.AddSingleton<CallSignature>();
        services.AddSingleton<PlanCalls>();
        services.AddSingleton<PlanOffer>();
        services.AddHostedService(provider => provider.GetRequiredService<PlanOffer>());

        return services.AddSingleton<IMemberAccounts, HttpAccounts>();
    }

    private static bool IsLocal(IConfiguration configuration)
    {
        var addresses = (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "")).ToList();

        return addresses.Count > 0 && string.IsNullOrEmpty(configuration["HTTP_PORTS"]) && addresses.All(address =>
            Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var ip) && IPAddress.IsLoopback(ip))));
    }
}
