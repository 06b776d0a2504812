using FluentAssertions;
using KnowledgeBase.Recognition.Matching;
using KnowledgeBase.Recognition.Scanning;
using Xunit;

namespace Tests.Recognition;

/// <summary>A new line of content must not send all the others down another way of learning.</summary>
public sealed class LotTests
{
    private static readonly string[] Texts = [.. Enumerable.Range(1, 200).Select(number => $"line {number} of the content")];

    [Fact]
    public void A_new_example_leaves_the_others_in_their_order()
    {
        var before = Lot.Order([.. Texts.Select(text => TextHash.Of(text))]).Select(at => Texts[at]);
        string[] more = [.. Texts[..90], "a new line", .. Texts[90..]];

        var after = Lot.Order([.. more.Select(text => TextHash.Of(text))]).Select(at => more[at]);

        after.Where(text => text != "a new line").Should().Equal(before);
    }

    [Fact]
    public void Neighbours_in_the_content_are_no_neighbours_in_learning()
    {
        var order = Lot.Order([.. Texts.Select(text => TextHash.Of(text))]);

        order.Zip(order.Skip(1)).Count(pair => pair.Second == pair.First + 1).Should().BeLessThan(10);
    }
}
