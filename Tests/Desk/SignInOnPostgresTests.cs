using System.Net;
using Bot.Desk.Accounts;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Desk;

/// <summary>What must hold over several replicas, on the database that they share.</summary>
public sealed class SignInOnPostgresTests(PostgresServer postgres)
{
    [Fact]
    public async Task Signing_in_counts_and_ends_alike_on_every_replica()
    {
        var folder = Directory.CreateTempSubdirectory("assistant-desk-");
        (string, string)[] settings =
        [
            ("Storage:Provider", "Postgres"), ("ConnectionStrings:Assistant", await postgres.NewDatabaseAsync()), ("Storage:KeyRing", Path.Combine(folder.FullName, "ring.json")),
        ];
        using var one = DirectLineServer.Start(settings);
        using var other = DirectLineServer.Start(settings);
        using var ana = await DeskVisitor.SignedInAsync(one, AgentRole.Administrator, "ana");
        var step = one.Clock.GetUtcNow().ToUnixTimeSeconds();

        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(place => (place % 2 == 0 ? one : other).Of<Tries>().TryTakeAsync("NOBODY", CancellationToken.None)));
        var uses = await Task.WhenAll(Enumerable.Range(0, 20).Select(place => (place % 2 == 0 ? one : other).Of<AgentAccounts>().TryUseStepAsync(ana.Id, step, CancellationToken.None)));
        using var elsewhere = new DeskVisitor(other) { Cookie = ana.Cookie };
        using var seen = await elsewhere.GetAsync("/desk/me");
        using var signedOut = await ana.PostAsync("/desk/sign-out");
        using var after = await elsewhere.GetAsync("/desk/me");

        (tries.Count(isTaken => isTaken), uses.Count(isFirst => isFirst)).Should().Be((4, 1));
        (seen.StatusCode, after.StatusCode).Should().Be((HttpStatusCode.OK, HttpStatusCode.Redirect));
        folder.Delete(recursive: true);
    }
}
