using System.Globalization;
using Bot.Accounts;
using Bot.Accounts.Sandbox;
using Bot.Storage;
using Engine.Conversations;
using Engine.Members;
using FluentAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OtpNet;
using Tests.Given;
using Tests.Storage;

namespace Tests.Accounts;

/// <summary>The sandbox as the program registers it, on a database that several of them may share as replicas do.</summary>
internal sealed class TestAccounts : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private int _calls;

    private TestAccounts(ServiceProvider services) => _services = services;

    internal SandboxAccounts Accounts => Get<SandboxAccounts>();

    internal FakeTimeProvider Clock => Get<FakeTimeProvider>();

    internal static async Task<TestAccounts> OpenAsync(TestDatabase database, FakeTimeProvider? clock = null, ILoggerProvider? logs = null, params (string Key, string Value)[] more)
    {
        clock ??= new FakeTimeProvider(Assistant.Start);
        var settings = await database.AllSettingsAsync([("Accounts:Mode", "Sandbox"), ("Accounts:PublicAddress", "https://help.plan.test"), .. more]);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection()
            .AddSingleton(clock)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(Assistant.Knowledge)
            .AddLogging(logging =>
            {
                logging.ClearProviders().SetMinimumLevel(LogLevel.Trace);
                if (logs is not null)
                {
                    logging.AddProvider(logs);
                }
            })
            .AddStorage(configuration)
            .AddAccounts(configuration);
        var accounts = new TestAccounts(services.BuildServiceProvider(validateScopes: true));
        await accounts.Get<StorageOpening>().OpenAsync(mayMigrate: true, CancellationToken.None);
        await accounts.Get<AccountOpening>().OpenAsync(mayMigrate: true, CancellationToken.None);

        return accounts;
    }

    internal T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    internal Errand Errand(string? typed = null, string conversation = "test/c1", params Proof[] proofs) =>
        new(conversation, $"{Environment.CurrentManagedThreadId}-{Interlocked.Increment(ref _calls)}-{Guid.CreateVersion7():N}") { Typed = typed is null ? null : TypedCode.In(typed, []), Proofs = proofs };

    /// <summary>A handle for a demo member, or for a name that nobody has.</summary>
    internal async Task<string> FindAsync(string user, string conversation = "test/c1") =>
        ((Found)await Accounts.FindAsync(new Identifier(IdentifierKind.UserName, user), Errand(conversation: conversation), CancellationToken.None)).Account;

    internal async Task<CodeSending.Sent> SentAsync(string account, CodeChannel channel = CodeChannel.Email, string conversation = "test/c1") =>
        (await Accounts.SendCodeAsync(account, channel, CodePurpose.Recovery, Errand(conversation: conversation), CancellationToken.None)).Should().BeOfType<CodeSending.Sent>().Subject;

    internal Task<AccountAnswer> VerifyAsync(string challenge, string typed, string conversation = "test/c1", params Proof[] proofs) =>
        Accounts.VerifyCodeAsync(challenge, Errand(typed, conversation, proofs), CancellationToken.None);

    /// <summary>The code of the newest message.</summary>
    internal async Task<string> NewestCodeAsync() => CodeIn((await Get<SandboxInbox>().ListAsync(CancellationToken.None))[0].Text);

    internal static string CodeIn(string message) =>
        string.Concat(message[message.IndexOf(" is ", StringComparison.Ordinal)..].TakeWhile(letter => letter != '.').Where(char.IsAsciiDigit));

    internal async Task<Proof> ProvenAsync(string account, CodeChannel channel = CodeChannel.Email)
    {
        var sent = await SentAsync(account, channel);

        return (await VerifyAsync(sent.Challenge, await NewestCodeAsync())).Should().BeOfType<CodeCheck.Right>().Subject.Proof;
    }

    internal Task<AccountAnswer> VerifyAppAsync(string account, string code) => Accounts.VerifyFactorAsync(account, FactorKind.App, Errand(code), CancellationToken.None);

    /// <summary>What the demo authenticator shows, so many steps from now.</summary>
    internal string AppCode(int steps = 0) => CodeOf(SandboxSeed.AppKey, TimeSpan.FromSeconds(30 * steps));

    internal string CodeOf(string key, TimeSpan ahead) => new Totp(Base32Encoding.ToBytes(key)).ComputeTotp((Clock.GetUtcNow() + ahead).UtcDateTime);

    internal Task<long> CountAsync(string table, string where = "1 = 1") => Get<IAssistantDatabase>().ReadAsync(
        async (connection, cancel) =>
        {
            await using var command = connection.Command($"SELECT COUNT(*) FROM \"{table}\" WHERE {where}");
            return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
        },
        CancellationToken.None);
}
