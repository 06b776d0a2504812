using Bot.Accounts;
using Bot.Accounts.Plan;
using Engine.Members;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Tests.Accounts;

/// <summary>The assistant's side of accounts elsewhere, as the program registers it.</summary>
internal sealed class PlanSide : IAsyncDisposable
{
    internal const string Key = "key-of-the-accounts-for-tests-0123456789";

    private readonly ServiceProvider _services;

    private PlanSide(ServiceProvider services) => _services = services;

    internal IMemberAccounts Accounts => _services.GetRequiredService<IMemberAccounts>();

    /// <summary>Reads what is offered, as the start does.</summary>
    internal static async Task<PlanSide> OpenAsync(Uri address)
    {
        var origin = address.GetLeftPart(UriPartial.Authority);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Accounts:Mode", "Http"), new("Accounts:BaseUrl", origin), new("Accounts:Key", Key), new("Accounts:Timeout", "00:00:10"), new("Outbound:TrustedOrigins:0", origin),
        ]).Build();
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddLogging().AddAccounts(configuration);
        var side = new PlanSide(services.BuildServiceProvider(validateScopes: true));
        await side._services.GetRequiredService<PlanOffer>().ReadAsync(CancellationToken.None);

        return side;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
