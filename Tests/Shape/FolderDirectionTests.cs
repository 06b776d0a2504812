using System.Text.RegularExpressions;
using FluentAssertions;
using Xunit;

namespace Tests.Shape;

public partial class FolderDirectionTests
{
    /// <summary>Engine's folders bottom-up: a file may name only folders above its own line.</summary>
    private static readonly string[] Order = ["Replies", "Handover", "Conversations", "Members", "Understanding", "Journeys", "Turns"];

    [Fact]
    public void Inside_Engine_a_file_names_only_folders_below_its_own()
    {
        var faults = Directory.EnumerateFiles(RepositoryFolder.Of("Engine"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => FaultsIn(Folder(file), File.ReadAllText(file)).Select(fault => $"{Path.GetFileName(file)}: {fault}"));

        faults.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Replies", "using Engine.Turns;")]
    [InlineData("Conversations", "using Engine.Journeys;")]
    public void A_backward_using_is_noticed(string folder, string line) => FaultsIn(folder, line).Should().ContainSingle();

    [Fact]
    public void Every_folder_of_Engine_has_its_place() =>
        Directory.GetDirectories(RepositoryFolder.Of("Engine")).Select(Path.GetFileName).Should().BeEquivalentTo(Order);

    [Theory]
    [InlineData("KnowledgeBase", new[] { "Engine", "Bot" })]
    [InlineData("Engine", new[] { "Bot", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore" })]
    public void The_inner_projects_know_nothing_of_the_outer_world(string project, string[] forbidden)
    {
        var usings = Directory.EnumerateFiles(RepositoryFolder.Of(project), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => UsingLine().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value));

        usings.Should().NotContain(name => forbidden.Any(outer => name == outer || name.StartsWith(outer + ".", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> FaultsIn(string folder, string text) => UsingLine().Matches(text)
        .Select(match => match.Groups[1].Value)
        .Where(name => name.StartsWith("Engine.", StringComparison.Ordinal))
        .Select(name => name.Split('.')[1])
        .Where(named => Array.IndexOf(Order, named) > Array.IndexOf(Order, folder))
        .Select(named => $"{folder} may not name {named}");

    private static string Folder(string file) => Path.GetRelativePath(RepositoryFolder.Of("Engine"), file).Split(Path.DirectorySeparatorChar)[0];

    [GeneratedRegex(@"^using (?:static )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsingLine();
}
