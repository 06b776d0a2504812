using System.Globalization;
using System.Text;
using KnowledgeBase.Facts;
using KnowledgeBase.Wordings;

namespace KnowledgeBase.Loading;

/// <summary>Reads <c>facts/*.yaml</c>; those of <c>facts/plan.yaml</c> can be overridden by settings.</summary>
internal static class FactReader
{
    private const string PlanFile = "plan";

    internal static FactLibrary Read(ContentFolder content, LocaleList locales, IReadOnlyDictionary<string, string> planSettings)
    {
        var facts = new Dictionary<string, Fact>();
        foreach (var (file, root) in content.YamlFiles("facts"))
        {
            foreach (var entry in root.Map())
            {
                var name = $"{(file == PlanFile ? "plan" : "fact")}:{entry.Id()}";
                if (!facts.TryAdd(name, Read(entry, locales)))
                {
                    entry.Fault($"the fact '{entry.Key}' stands in {facts[name].File} as well");
                }
            }
        }

        Override(facts, locales, planSettings, content.Faults);

        return new FactLibrary(facts);
    }

    private static Fact Read(ContentEntry entry, LocaleList locales)
    {
        var node = entry.Value;
        var value = node.Required("value");
        var unit = node.Optional("unit")?.Text();
        var appliesTo = node.Optional("applies-to");

        return new Fact
        {
            Id = entry.Key,
            Value = value.IsMap ? value.Required(Locale.Fallback).Text() : value.Text(),
            Unit = unit,
            Duration = DurationOf(value, unit),
            Shown = value.IsMap ? value.ByLocale(locales, node => node.Text()) : locales.All.ToDictionary(locale => locale.Id, _ => value.Text()),
            Plan = appliesTo?.Optional("plan")?.Text(),
            Region = appliesTo?.Optional("region")?.Text(),
            Source = node.Required("source").Text(),
            Reviewed = node.Required("reviewed").Date(),
            CheckBy = node.Required("check-by").Date(),
            File = node.File,
            Line = entry.Line,
        };
    }

    private static TimeSpan? DurationOf(ContentNode value, string? unit)
    {
        var seconds = unit switch
        {
            "second" or "seconds" => 1,
            "minute" or "minutes" => 60,
            "hour" or "hours" => 60 * 60,
            "day" or "days" => 24 * 60 * 60,
            _ => 0,
        };

        return seconds == 0 ? null : TimeSpan.FromSeconds((double)value.Number(0, 10_000) * seconds);
    }

    private static void Override(Dictionary<string, Fact> facts, LocaleList locales, IReadOnlyDictionary<string, string> settings, FaultList faults)
    {
        foreach (var (key, value) in settings)
        {
            var name = $"plan:{InKebabCase(key)}";
            if (!facts.TryGetValue(name, out var fact))
            {
                faults.Add("facts/plan.yaml", 1, $"the setting Plan:{key} overrides nothing: no plan fact has the id '{InKebabCase(key)}'");
            }
            else if (!string.IsNullOrWhiteSpace(value))
            {
                facts[name] = fact with { Value = value, Duration = null, Shown = locales.All.ToDictionary(locale => locale.Id, _ => value) };
            }
        }
    }

    // Settings are written Plan:PortalName, content portal-name.
    private static string InKebabCase(string key)
    {
        var kebab = new StringBuilder();
        foreach (var letter in key)
        {
            if (char.IsUpper(letter) && kebab.Length > 0 && kebab[^1] != '-')
            {
                kebab.Append('-');
            }

            kebab.Append(char.ToLower(letter, CultureInfo.InvariantCulture));
        }

        return kebab.ToString();
    }
}
