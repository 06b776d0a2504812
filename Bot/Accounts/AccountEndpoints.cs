using Bot.Accounts.Api;
using Bot.Accounts.Portal;
using Bot.Accounts.Sandbox;
using Microsoft.Extensions.Options;

namespace Bot.Accounts;

/// <summary>The pages of the accounts. Where no sandbox runs there are none.</summary>
internal static class AccountEndpoints
{
    internal static void Map(WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<AccountOptions>>().Value;
        if (options.Kind == AccountMode.Sandbox)
        {
            if (options.HasKey)
            {
                AccountsApi.Map(app);
            }

            PortalEndpoints.Map(app);
            SandboxEndpoints.Map(app);
        }
    }
}
