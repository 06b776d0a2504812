using Bot.Delivery.Targets;
using Bot.Storage;
using FluentAssertions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Tests.Storage;

public sealed class StorageOptionsTests
{
    [Fact]
    public void Says_which_providers_there_are()
    {
        var result = new StorageOptions.Check().Validate(null, new StorageOptions { Provider = "Oracle" });

        result.FailureMessage.Should().Contain("Oracle").And.Contain("InMemory, Sqlite, Postgres");
    }

    [Fact]
    public void Asks_where_PostgreSQL_is() =>
        new StorageOptions.Check().Validate(null, new StorageOptions { Provider = "postgres" }).FailureMessage.Should().Contain("ConnectionStrings:Assistant");

    [Fact]
    public void Needs_no_settings_at_all() =>
        new StorageOptions.Check().Validate(null, new StorageOptions()).Should().Be(ValidateOptionsResult.Success);

    [Fact]
    public async Task A_wrong_target_stops_the_start_with_a_sentence()
    {
        await using var database = new InMemoryTestDatabase();
        await using var storage = await database.OpenAsync(("Tickets:Targets:0:Kind", "Fax"));

        FluentActions.Invoking(() => storage.Get<IOptions<TicketOptions>>().Value)
            .Should().Throw<OptionsValidationException>().WithMessage("Tickets:Targets:0:Kind is \"Fax\"*");
    }

    [Fact]
    public async Task Two_targets_of_one_name_are_refused()
    {
        await using var database = new InMemoryTestDatabase();
        await using var storage = await database.OpenAsync(
            ("Tickets:Targets:0:Kind", "File"), ("Tickets:Targets:0:Path", "a"), ("Tickets:Targets:1:Kind", "file"), ("Tickets:Targets:1:Path", "b"));

        FluentActions.Invoking(() => storage.Get<IOptions<TicketOptions>>().Value).Should().Throw<OptionsValidationException>().WithMessage("*a Name of its own*");
    }
}
