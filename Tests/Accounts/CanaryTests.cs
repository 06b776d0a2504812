using System.Text;
using Bot.Accounts.Sandbox;
using Engine.Members;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tests.Fakes;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Accounts;

/// <summary>Secrets of a whole recovery and enrolment are looked for in the database file, its log and shared memory, and in everything that was logged.</summary>
public sealed class CanaryTests : IAsyncDisposable
{
    private const string NewPassword = "canary violet harbor 77";
    private readonly SqliteTestDatabase _database = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_code_key_or_password_stands_in_the_files_or_the_logs()
    {
        using var logs = new KeptLogs();
        var secrets = new List<string> { NewPassword };
        var settings = await _database.AllSettingsAsync(("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft", "Trace"));
        await using (var server = DirectLineServer.Start(
            services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFilter<KeptLogs>(_ => true).AddProvider(logs)),
            [.. settings.Select(setting => (setting.Key, setting.Value!)), ("Storage:Provider", "Sqlite")]))
        {
            await RecoverAsync(server, secrets);
            await EnrolAsync(server, secrets);
            FilesHold(secrets, "while it runs");
        }

        FilesHold(secrets, "after it was stopped");
        logs.Text.Should().Contain("Request starting").And.Contain("Debug ", "everything is logged here");
        secrets.Where(secret => logs.Text.Contains(secret, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private void FilesHold(IReadOnlyList<string> secrets, string when)
    {
        var files = Directory.GetFiles(_database.Folder, "assistant.db*");
        // What is looked for could be found: a name that is not secret stands there.
        files.Should().Contain(file => ReadAll(file).Contains("member10", StringComparison.Ordinal));
        foreach (var file in files)
        {
            var text = ReadAll(file);
            secrets.Where(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty("{0} was looked through {1}", Path.GetFileName(file), when);
        }
    }

    private static string ReadAll(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);

        return Encoding.Latin1.GetString(bytes.ToArray());
    }

    private static async Task RecoverAsync(DirectLineServer server, List<string> secrets)
    {
        var (accounts, account) = await FindAsync(server);
        var sent = (CodeSending.Sent)await accounts.SendCodeAsync(account, CodeChannel.Email, CodePurpose.Recovery, new Errand("c", "k1"), Now);
        var code = PortalVisitor.CodeIn((await PortalVisitor.MessagesAsync(server))[0]);
        secrets.AddRange([code, $"{code[..4]} {code[4..]}", "40404040"]);
        await accounts.VerifyCodeAsync(sent.Challenge, new Errand("c", "k2") { Typed = TypedCode.In("40404040", []) }, Now);
        var right = (CodeCheck.Right)await accounts.VerifyCodeAsync(sent.Challenge, new Errand("c", "k3") { Typed = TypedCode.In(code, []) }, Now);
        var page = (PageReady)await accounts.StartResetAsync(account, new Errand("c", "k4") { Proofs = [right.Proof] }, Now);
        using var visitor = new PortalVisitor(server);
        var form = PortalVisitor.FormToken(await visitor.SendAsync(page.Page.Address.AbsolutePath));
        (await visitor.SendAsync($"{page.Page.Address.AbsolutePath}/password", ("form", form), ("password", NewPassword), ("again", NewPassword))).Should().Contain("Your new password is set");
        (await visitor.SignInAsync("member1", NewPassword)).Should().Contain("You are signed in");
    }

    private static async Task EnrolAsync(DirectLineServer server, List<string> secrets)
    {
        var (accounts, account) = await FindAsync(server);
        server.Clock.Advance(TimeSpan.FromSeconds(61));
        var sent = (CodeSending.Sent)await accounts.SendCodeAsync(account, CodeChannel.Text, CodePurpose.SecondProof, new Errand("c", "k5"), Now);
        var text = PortalVisitor.CodeIn((await PortalVisitor.MessagesAsync(server))[0]);
        var proof = ((CodeCheck.Right)await accounts.VerifyCodeAsync(sent.Challenge, new Errand("c", "k6") { Typed = TypedCode.In(text, []) }, Now)).Proof;
        var begun = (FactorStarted)await accounts.AddFactorAsync(account, new NewFactor(FactorKind.App), new Errand("c", "k7") { Proofs = [proof] }, Now);
        using var visitor = new PortalVisitor(server);
        var shown = await visitor.SendAsync(begun.Page!.Address.AbsolutePath);
        var groups = OneTimePages.KeyGroups().Match(shown).Value;
        var key = groups.Replace(" ", "", StringComparison.Ordinal);
        var code = new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(key)).ComputeTotp(server.Clock.GetUtcNow().UtcDateTime);
        (await accounts.ConfirmFactorAsync(begun.Factor, new Errand("c", "k8") { Proofs = [proof], Typed = TypedCode.In(code, []) }, Now)).Should().BeOfType<FactorCheck.Confirmed>();
        var app = ((CodeCheck.Right)await accounts.VerifyCodeAsync(
            ((CodeSending.Sent)await accounts.SendCodeAsync(account, CodeChannel.Email, CodePurpose.SecondProof, new Errand("c", "k9"), Now)).Challenge,
            new Errand("c", "k10") { Typed = TypedCode.In(PortalVisitor.CodeIn((await PortalVisitor.MessagesAsync(server)).First(message => message.Subject == "Your sign-in code")), []) },
            Now)).Proof;
        var codes = (PageReady)await accounts.MakeRecoveryCodesAsync(account, new Errand("c", "k11") { Proofs = [proof, app] }, Now);
        var list = await visitor.SendAsync(codes.Page.Address.AbsolutePath);
        var saved = System.Text.RegularExpressions.Regex.Matches(list, "[0-9A-Z]{4}(-[0-9A-Z]{4}){3}").Select(match => match.Value).ToList();
        saved.Should().HaveCount(10);
        secrets.AddRange([key, groups, Convert.ToHexString(OtpNet.Base32Encoding.ToBytes(key)), .. saved, .. saved.Select(one => one.Replace("-", "", StringComparison.Ordinal))]);
    }

    private static async Task<(SandboxAccounts Accounts, string Account)> FindAsync(DirectLineServer server)
    {
        var accounts = server.Services.GetRequiredService<SandboxAccounts>();

        return (accounts, ((Found)await accounts.FindAsync(new Identifier(IdentifierKind.UserName, "member1"), new Errand("c", "k0"), Now)).Account);
    }
}
