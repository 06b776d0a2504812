using System.Diagnostics;
using Bot.Commands;
using Bot.Operations;
using FluentAssertions;
using Tests.Shape;
using Xunit;

namespace Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("help")]
    [InlineData("purge", "--help")]
    public async Task Help_lists_every_command_and_does_nothing_else(params string[] words)
    {
        var (code, said, complained) = await RunAsync(words);

        (code, complained).Should().Be((0, ""));
        said.Should().Contain("serve").And.ContainAll(CommandLine.Names);
    }

    [Fact]
    public async Task A_mistyped_command_is_no_server()
    {
        var (code, said, complained) = await RunAsync("prge", "--days", "3");

        (code, said).Should().Be((StartFault.ExitCode, ""));
        complained.Should().StartWith("There is no command \"prge\".").And.Contain("purge");
    }

    [Theory]
    [InlineData]
    [InlineData("serve")]
    [InlineData("serve", "--urls", "http://localhost:3999")]
    [InlineData("--urls", "http://localhost:3999")]
    [InlineData("Storage:Provider=InMemory")]
    public void Settings_alone_serve(params string[] words) => CommandLine.Find(words).Should().BeNull();

    [Fact]
    public void The_readme_names_every_command()
    {
        var readme = File.ReadAllText(RepositoryFolder.Of("README.md"));

        readme.Should().ContainAll(CommandLine.Names.Select(name => $"| `{name}"));
    }

    private static async Task<(int Code, string Said, string Complained)> RunAsync(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Bot.dll"), .. words]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        return (process.ExitCode, await said, await complained);
    }
}
