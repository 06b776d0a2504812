using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Accounts;
using Bot.Channels.BotConnector;
using Bot.Commands;
using Bot.Commands.Teams;
using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Commands;

public sealed class TeamsPackageTests : IDisposable
{
    private const string AppId = "8f3c7a10-1111-4222-8333-444455556666";

    private static readonly string[] Settings =
    [
        $"--BotConnector:AppId={AppId}", "--Accounts:PublicAddress=https://help.plan.example", "--Teams:PrivacyAddress=https://plan.example/privacy",
        "--Teams:TermsAddress=https://plan.example/terms", "--Plan:name=Oak Health",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("teams-package-").FullName;

    private string Package => Path.Combine(_folder, "teams.zip");

    [Fact]
    public async Task The_package_has_the_manifest_both_languages_and_both_icons()
    {
        var (code, said) = await RunAsync(Settings);

        code.Should().Be(0);
        said.Should().Contain(Package);
        using var zip = ZipFile.OpenRead(Package);
        zip.Entries.Select(entry => entry.FullName).Should().BeEquivalentTo("manifest.json", "es.json", "color.png", "outline.png");
    }

    [Fact]
    public async Task The_manifest_names_the_bot_the_plan_and_where_it_may_be_talked_with()
    {
        await RunAsync([.. Settings, "--Teams:Version=2.3.4"]);

        var manifest = ReadJson("manifest.json");
        manifest.GetProperty("id").GetString().Should().Be(AppId);
        manifest.GetProperty("version").GetString().Should().Be("2.3.4");
        manifest.GetProperty("bots")[0].GetProperty("botId").GetString().Should().Be(AppId);
        manifest.GetProperty("bots")[0].GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()).Should().BeEquivalentTo("personal", "team", "groupChat");
        manifest.GetProperty("developer").GetProperty("name").GetString().Should().Be("Oak Health");
        manifest.GetProperty("developer").GetProperty("privacyUrl").GetString().Should().Be("https://plan.example/privacy");
        manifest.GetProperty("name").GetProperty("short").GetString().Should().Be("Oak Health sign-in help");
        manifest.GetProperty("validDomains")[0].GetString().Should().Be("help.plan.example");
    }

    [Fact]
    public async Task A_plan_with_a_long_name_gets_the_short_name_of_the_app()
    {
        await RunAsync([.. Settings[..4], "--Plan:name=Oak Valley Community Health"]);

        ReadJson("manifest.json").GetProperty("name").GetProperty("short").GetString().Should().Be("Sign-in help");
    }

    [Fact]
    public async Task Spanish_is_told_in_the_manifest_and_has_a_text_for_each_that_is_shown()
    {
        await RunAsync(Settings);

        ReadJson("manifest.json").GetProperty("localizationInfo").GetProperty("additionalLanguages")[0].GetProperty("file").GetString().Should().Be("es.json");
        var spanish = ReadJson("es.json");
        spanish.EnumerateObject().Select(text => text.Name).Should().BeEquivalentTo("$schema", "name.short", "name.full", "description.short", "description.full");
        spanish.GetProperty("description.short").GetString().Should().Contain("plan de salud");
    }

    [Fact]
    public void A_third_language_is_told_and_has_a_file_of_its_own()
    {
        var manifest = new TeamsManifest(MadeUpLanguage.Knowledge, new BotConnectorOptions(), new AccountOptions { PublicAddress = "https://help.plan.example" }, new TeamsOptions());

        manifest.Write()["localizationInfo"]!["additionalLanguages"]!.AsArray().Select(language => (string?)language!["languageTag"]).Should().Equal("es", MadeUpLanguage.Id);
        manifest.WriteOthers()[$"{MadeUpLanguage.Id}.json"]["description.short"]!.GetValue<string>().Should().NotMatchRegex("[a-z]");
    }

    [Theory]
    [InlineData("color.png", 192)]
    [InlineData("outline.png", 32)]
    public async Task Each_icon_is_a_PNG_of_the_size_that_Teams_wants(string icon, int side)
    {
        await RunAsync(Settings);

        var bytes = Read(icon);
        bytes.AsSpan(1, 3).ToArray().Should().Equal("PNG"u8.ToArray());
        BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)).Should().Be(side);
        BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)).Should().Be(side);
    }

    [Fact]
    public async Task The_manifest_is_of_the_version_that_the_shipped_schema_is_for()
    {
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Teams", "MicrosoftTeams.schema.json"), TestContext.Current.CancellationToken))!;

        TeamsManifest.SchemaVersion.Should().Be((string?)schema["properties"]!["manifestVersion"]!["const"]);
    }

    [Theory]
    [InlineData("--BotConnector:AppId=", "BotConnector:AppId")]
    [InlineData("--BotConnector:AppId=my-bot", "BotConnector:AppId")]
    [InlineData("--Accounts:PublicAddress=", "Accounts:PublicAddress")]
    [InlineData("--Accounts:PublicAddress=http://help.plan.example", "Accounts:PublicAddress")]
    [InlineData("--Teams:PrivacyAddress=", "Teams:PrivacyAddress")]
    [InlineData("--Teams:PrivacyAddress=plan.example/privacy", "Teams:PrivacyAddress")]
    [InlineData("--Teams:TermsAddress=", "Teams:TermsAddress")]
    [InlineData("--Teams:Version=1.0", "Teams:Version")]
    [InlineData("--Teams:Version=one", "Teams:Version")]
    public async Task A_setting_that_is_missing_or_wrong_is_named_and_nothing_is_written(string setting, string named)
    {
        var (code, said) = await RunAsync([.. Settings, setting]);

        code.Should().Be(78);
        said.Should().Contain(named).And.NotContain("   at ");
        File.Exists(Package).Should().BeFalse();
    }

    [Fact]
    public async Task Everything_that_is_missing_is_named_at_once()
    {
        var (_, said) = await RunAsync([]);

        said.Should().Contain("BotConnector:AppId").And.Contain("Accounts:PublicAddress").And.Contain("Teams:PrivacyAddress").And.Contain("Teams:TermsAddress");
    }

    [Fact]
    public async Task What_Microsofts_schema_refuses_is_not_written()
    {
        var (code, said) = await RunAsync([.. Settings[..4], "--Plan:name=The Health Maintenance Organization of Oak Valley"]);

        code.Should().Be(78);
        said.Should().Contain("manifest.json at developer.name");
        File.Exists(Package).Should().BeFalse();
    }

    [Theory]
    [InlineData("""{"id":"not-an-id"}""", "id")]
    [InlineData("""{"name":{"short":"A name of more than thirty characters"}}""", "name.short")]
    [InlineData("""{"accentColor":"blue"}""", "accentColor")]
    [InlineData("""{"bots":[{"botId":"8f3c7a10-1111-4222-8333-444455556666","scopes":["everywhere"]}]}""", "bots")]
    [InlineData("""{"developer":{"name":"Oak","websiteUrl":"ftp://x","privacyUrl":"https://x","termsOfUseUrl":"https://x"}}""", "developer.websiteUrl")]
    [InlineData("""{"icons":{"color":"color.png"}}""", "icons")]
    [InlineData("""{"somethingElse":1}""", "somethingElse")]
    public async Task The_schema_is_asked_with_all_that_it_refers_to(string change, string place)
    {
        await RunAsync(Settings);
        var manifest = JsonNode.Parse(Read("manifest.json"))!.AsObject();
        (await FaultsOfAsync(manifest)).Should().BeEmpty();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject().ToList())
        {
            manifest[name] = value?.DeepClone();
        }

        var faults = await FaultsOfAsync(manifest);

        faults.Should().NotBeEmpty().And.OnlyContain(fault => fault.StartsWith(place, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_a_sentence_and_no_stack_trace()
    {
        var (code, said) = await RunAsync(Settings, Path.Combine(_folder, "none", "teams.zip"));

        code.Should().Be(78);
        said.Should().Contain("cannot be written").And.NotContain("   at ");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<IReadOnlyList<string>> FaultsOfAsync(JsonObject manifest) => TeamsPackage.FaultsOfAsync(manifest, "MicrosoftTeams.schema.json", TestContext.Current.CancellationToken);

    private async Task<(int Code, string Said)> RunAsync(string[] settings, string? path = null)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await TeamsPackageCommand.RunAsync([path ?? Package, .. settings], output, errors, TestContext.Current.CancellationToken);

        return (code, output.ToString() + errors);
    }

    private JsonElement ReadJson(string name) => JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(Read(name)));

    private byte[] Read(string name)
    {
        using var zip = ZipFile.OpenRead(Package);
        using var entry = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);

        return bytes.ToArray();
    }
}
