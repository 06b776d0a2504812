using Bot.Delivery.Outbound;
using Bot.Desk.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Bot.Desk.Accounts;

/// <summary>Sign-in at the plan's OpenID Connect provider: the code flow with PKCE. The provider says who it is, that there was a second factor, and which role.</summary>
internal sealed partial class OidcSignIn(AgentAccounts accounts, Sessions sessions, IOptions<DeskOptions> options, ILogger<OidcSignIn> log)
{
    internal const string Scheme = "plan";
    private const string NoScheme = "none";
    private const string Back = "/desk/oidc/back";

    /// <summary>Whose second factor is asked for again; the cookie does not come along when another site leads back to us.</summary>
    private const string AgainFor = "again-for";

    internal static void Add(IServiceCollection services, OidcOptions oidc)
    {
        services.AddSingleton<OidcSignIn>();
        if (!oidc.IsOn)
        {
            return;
        }

        services.AddAuthentication(schemes => schemes.AddScheme<Nobody>(NoScheme, null)).AddOpenIdConnect(Scheme, options => Configure(options, oidc));

        // What we ask of the provider behind the browser's back goes the way of everything outbound.
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<OutboundClients>((options, clients) => options.Backchannel = clients.For(oidc.Destination));
        services.AddSingleton<IValidateOptions<DeskOptions>, OidcOptions.Reach>();
        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new RingProtection.NoFiles());
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider>(provider => new RingProtection(provider.GetRequiredService<Storage.StorageKeys>())));
    }

    internal static void Map(IEndpointRouteBuilder desk)
    {
        DeskDoor.MapOpen(desk, "GET", "oidc/start", http => http.RequestServices.GetRequiredService<OidcSignIn>().StartAsync(http));
        DeskDoor.Map(desk, "GET", "oidc/again", DeskAccess.Workers, visit => visit.Http.RequestServices.GetRequiredService<OidcSignIn>().AgainAsync(visit));
    }

    private static void Configure(OpenIdConnectOptions options, OidcOptions oidc)
    {
        options.Authority = oidc.Authority;
        options.ClientId = oidc.ClientId;
        options.ClientSecret = oidc.ClientSecret;
        options.RequireHttpsMetadata = !new Uri(oidc.Authority).IsLoopback;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.CallbackPath = Back;
        options.SignInScheme = NoScheme;
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.MapJsonKey(oidc.RoleClaim, oidc.RoleClaim);
        foreach (var scope in oidc.Scopes)
        {
            options.Scope.Add(scope);
        }

        // The provider leads back from another site, so these cannot be strict; they hold nothing but this one attempt.
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.Always;
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Events.OnTokenValidated = context =>
        {
            var factors = context.SecurityToken.Claims.Where(claim => claim.Type == "amr").Select(claim => claim.Value);
            if (!factors.Any(oidc.WantedFactors.Contains))
            {
                context.Fail("no second factor");
            }

            context.Properties!.Items["issuer"] = context.SecurityToken.Issuer;
            return Task.CompletedTask;
        };
        options.Events.OnTicketReceived = context => context.HttpContext.RequestServices.GetRequiredService<OidcSignIn>().FinishAsync(context);
        options.Events.OnRemoteFailure = context => context.HttpContext.RequestServices.GetRequiredService<OidcSignIn>().RefuseAsync(context);
    }

    private async Task StartAsync(HttpContext http)
    {
        if (!options.Value.Oidc.IsOn)
        {
            AccountPages.SeeOther(http, "/desk/sign-in");
            return;
        }

        await http.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = AccountPages.NextOf(http.Request.Query["next"]) });
    }

    private async Task AgainAsync(Visit visit)
    {
        if (!options.Value.Oidc.IsOn)
        {
            AccountPages.SeeOther(visit.Http, "/desk");
            return;
        }

        var properties = new OpenIdConnectChallengeProperties { RedirectUri = AccountPages.NextOf(visit.Http.Request.Query["next"]), Prompt = "login", MaxAge = TimeSpan.Zero };
        properties.Items[AgainFor] = visit.Session.Id;
        await visit.Http.ChallengeAsync(Scheme, properties);
    }

    private async Task FinishAsync(TicketReceivedContext context)
    {
        context.HandleResponse();
        var http = context.HttpContext;
        var claims = context.Principal!;
        var oidc = options.Value.Oidc;
        var granted = claims.FindAll(oidc.RoleClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var roles = new[] { AgentRole.Administrator, AgentRole.Supervisor, AgentRole.Agent, AgentRole.Auditor }.Where(role => granted.Contains(oidc.WordFor(role))).ToList();
        if (roles.Count == 0)
        {
            LogNoRole();
            await SayAsync(http, "You have no role at the desk", "Your plan account works, but it has no role here. Ask whoever manages accounts at the plan.", StatusCodes.Status403Forbidden);
            return;
        }

        var subject = $"{context.Properties!.Items["issuer"]}|{claims.FindFirst("sub")!.Value}";
        var agent = await accounts.MeetAsync(subject, claims.FindFirst("name")?.Value ?? "Agent", roles[0], http.RequestAborted);
        if (context.Properties.Items.TryGetValue(AgainFor, out var known))
        {
            if (await sessions.FindAsync(Convert.FromHexString(known!), http.RequestAborted) is not { } session || session.Agent.Id != agent.Id)
            {
                await SayAsync(http, "That was another account", "Sign in again with the account that is at the desk.", StatusCodes.Status403Forbidden);
                return;
            }

            await sessions.ProveAsync(session, http.RequestAborted);
        }
        else if (agent.DisabledAt is not null)
        {
            await SayAsync(http, "You can't come in", "This account was closed at the desk.", StatusCodes.Status403Forbidden);
            return;
        }
        else
        {
            DeskCookie.Write(http, await sessions.BeginAsync(agent.Id, http.RequestAborted));
        }

        // Not a redirect: the browser would count it to the provider's site, and leave our strict cookie out.
        http.Response.Headers["Refresh"] = $"0; url={AccountPages.NextOf(context.ReturnUri)}";
        await SayAsync(http, "You are signed in", "The desk opens by itself.", StatusCodes.Status200OK, AccountPages.NextOf(context.ReturnUri));
    }

    private async Task RefuseAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        LogRefused(context.Failure?.GetType().Name ?? "");
        await SayAsync(context.HttpContext, "That did not work", "The plan's sign-in did not let you through, or it did not ask for a second factor. Begin again.", StatusCodes.Status403Forbidden);
    }

    private static Task SayAsync(HttpContext http, string heading, string text, int status, string address = "/desk/sign-in")
    {
        DeskDoor.Harden(http);
        return DeskRender.SendAsync<MessagePage>(
            http,
            new()
            {
                [nameof(MessagePage.Heading)] = heading,
                [nameof(MessagePage.Text)] = text,
                [nameof(MessagePage.Address)] = address,
                [nameof(MessagePage.Label)] = status == StatusCodes.Status200OK ? "Go to the desk" : "Back to sign-in",
            },
            status);
    }

    /// <summary>A scheme that knows nobody: our sessions are no scheme of ASP.NET's, and one scheme alone would be asked about every request.</summary>
    private sealed class Nobody : IAuthenticationHandler
    {
        public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context) => Task.CompletedTask;

        public Task<AuthenticateResult> AuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());

        public Task ChallengeAsync(AuthenticationProperties? properties) => Task.CompletedTask;

        public Task ForbidAsync(AuthenticationProperties? properties) => Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Somebody signed in at the provider but has no role at the desk")]
    private partial void LogNoRole();

    [LoggerMessage(LogLevel.Warning, "A sign-in at the provider was not accepted: {Fault}")]
    private partial void LogRefused(string fault);
}
