using FluentAssertions;

namespace Tests.Shape;

/// <summary>Compares with a file that people have looked at; on a difference writes <c>.received</c> beside it.</summary>
internal static class Approved
{
    internal static void Matches(string file, string received)
    {
        var text = received.ReplaceLineEndings("\n").TrimEnd() + "\n";
        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (approved == text)
        {
            File.Delete(file + ".received");
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file + ".received", text);
        text.Should().Be(approved, "{0} is approved; if the change is meant, look at {0}.received and move it over", Path.GetFileName(file));
    }
}
