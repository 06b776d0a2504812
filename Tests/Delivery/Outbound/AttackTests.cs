using Bot.Delivery.Outbound;
using FluentAssertions;
using Tests.Fakes;
using Xunit;

namespace Tests.Delivery.Outbound;

/// <summary>Addresses that somebody would like us to call. A canary listens on every address of this machine, and must hear nothing.</summary>
public sealed class AttackTests
{
    private const string Anything = "attack";

    /// <summary>Where <c>{port}</c> stands, the canary listens.</summary>
    public static TheoryData<string> Addresses =>
    [
        // Not https, or not on its port.
        "http://hooks.example.org/", "http://hooks.example.org:443/", "ws://hooks.example.org/", "ftp://hooks.example.org/", "file:///etc/passwd", "gopher://hooks.example.org:443/",
        "https://hooks.example.org:{port}/", "https://hooks.example.org:80/", "https://hooks.example.org:8443/", "https://hooks.example.org:0/",

        // This machine and its network, by number.
        "https://127.0.0.1/", "https://127.0.0.1:{port}/", "http://127.0.0.1:{port}/", "https://127.1/", "https://127.0.1/", "https://127.255.255.254/", "https://0.0.0.0/", "https://0/",
        "https://10.0.0.1/", "https://172.16.0.1/", "https://192.168.0.1/", "https://100.64.0.1/", "https://169.254.169.254/latest/meta-data/", "https://168.63.129.16/",
        "https://255.255.255.255/", "https://224.0.0.1/", "https://198.18.0.1/", "https://8.8.8.8/",

        // The same in disguise: whole number, octal, hexadecimal, mixed, padded, wide digits, circled digits, escaped.
        "https://2130706433/", "https://017700000001/", "https://0x7f000001/", "https://0177.0.0.1/", "https://0x7f.0.0.1/", "https://0x7f.1/", "https://0177.0x0.0.1/",
        "https://00000177.0.0.1/", "https://127.0.0.1./", "https://\uff11\uff12\uff17.0.0.1/", "https://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/", "https://127\u30020\u30020\u30021/", "https://%31%32%37.0.0.1/",
        "https://3232235521/", "https://2852039166/", "https://0xa9fea9fe/", "https://0251.0376.0251.0376/",

        // Version 6: itself, any, link-local, unique-local, site-local, mapped, compatible, 6to4, NAT64, Teredo, multicast, with a zone.
        "https://[::1]/", "https://[::1]:{port}/", "https://[0:0:0:0:0:0:0:1]/", "https://[::]/", "https://[fe80::1]/", "https://[fe80::1%25eth0]/", "https://[fd00:ec2::254]/", "https://[fc00::1]/",
        "https://[fec0::1]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[::127.0.0.1]/", "https://[2002:7f00:1::]/", "https://[2002:a9fe:a9fe::]/",
        "https://[64:ff9b::127.0.0.1]/", "https://[64:ff9b:1::7f00:1]/", "https://[2001:0:7f00:1::]/", "https://[ff02::1]/", "https://[::ffff:0:127.0.0.1]/",

        // Names of this machine, and names nobody registered.
        "https://localhost/", "https://LOCALHOST/", "https://localhost.localdomain/", "https://ip6-localhost/", "https://localhost./", "https://metadata.google.internal/", "https://router/",

        // Trailing dots, names around ours, suffix without its dot, our name as a label of theirs.
        "https://hooks.example.org./", "https://plan.example.org/", "https://evilplan.example.org/", "https://hooks.example.org.evil.net/", "https://xhooks.example.org/", "https://example.org/",
        "https://evil.net/hooks.example.org", "https://evil.net/?hooks.example.org", "https://evil.net#hooks.example.org", "https://.plan.example.org/", "https://a.plan.example.org./",
        "https://hooks.example.org%2eevil.net/", "https://hooks.example.org%00.evil.net/", "https://hooks-example.org/",

        // A user before the host, however it is dressed up.
        "https://hooks.example.org@127.0.0.1/", "https://hooks.example.org:443@127.0.0.1:{port}/", "https://evil.net@hooks.example.org/", "https://user:word@hooks.example.org/", "https://:@hooks.example.org/",
        "https://hooks.example.org%40127.0.0.1/", "https://127.0.0.1\\@hooks.example.org/", "https:\\\\127.0.0.1\\", "https:/\\127.0.0.1/",

        // Letters that look like others: Cyrillic o and e, Greek omicron, dotless i, wide letters that do fold, soft hyphen, zero width joiner, right-to-left.
        "https://h\u043e\u043eks.example.org/", "https://hooks.\u0435xample.org/", "https://h\u03bfoks.example.org/", "https://hooks.example.\u03bfrg/", "https://xn--hoks-8qf.example.org/",
        "https://hook\u0455.example.org/", "https://hooks.ex\u0430mple.org/", "https://hooks\u2024example.org/", "https://hooks\u2044.example.org/", "https://\u202ehooks.example.org/",
    ];

    /// <summary>What a resolver answers for a host that is registered.</summary>
    public static TheoryData<string> Answers =>
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.31.255.255", "192.168.1.1", "100.127.255.255", "169.254.169.254", "168.63.129.16", "192.0.0.192", "192.0.2.1", "198.19.0.1", "198.51.100.7",
        "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1",
        "::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "fe80::1", "fe80::1%1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::1", "2001::7f00:1", "2001:db8::1", "3fff::1", "100::1", "5f00::1", "2620:4f:8000::1", "4000::1",
        // One private address hidden among public ones.
        "93.184.216.34 127.0.0.1", "2606:4700::1 ::1", "93.184.216.34 10.0.0.1",
    ];

    [Fact]
    public async Task No_address_of_the_list_is_called()
    {
        await using var canary = Canary.Anywhere();
        await using var canaryAtHttps = Canary.At(443);
        using var clients = Outbound.Clients(_ => ["127.0.0.1"]);

        var texts = Addresses.Select(row => row.Data.Replace("{port}", $"{canary.Port}", StringComparison.Ordinal)).ToList();
        foreach (var text in texts)
        {
            (await IsRefusedAsync(clients.For(Outbound.Hooks), text)).Should().BeTrue(text);
        }

        texts.Count(text => Uri.TryCreate(text, UriKind.Absolute, out _)).Should().BeGreaterThanOrEqualTo(90, "else most were refused for being no addresses at all");
        (await canary.CountAsync()).Should().Be(0);
        (canaryAtHttps is null ? 0 : await canaryAtHttps.CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task No_number_is_called_although_it_is_registered_as_a_host()
    {
        await using var canary = Canary.Anywhere();
        await using var canaryAtHttps = Canary.At(443);
        using var clients = Outbound.Clients(_ => ["127.0.0.1"]);
        string[] numbers = ["127.0.0.1", "[::1]", "2130706433", "0x7f.1", "0177.0.0.1", "[::ffff:127.0.0.1]", "8.8.8.8"];

        foreach (var number in numbers)
        {
            var address = new Uri($"https://{number}/");
            var destination = new Destination(number, [address.IdnHost, address.Host, number]);

            (await IsRefusedAsync(clients.For(destination), address.ToString())).Should().BeTrue(number);
        }

        (canaryAtHttps is null ? 0 : await canaryAtHttps.CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task No_registered_host_is_called_when_its_name_leads_inside()
    {
        await using var canaryAtHttps = Canary.At(443);

        foreach (var row in Answers)
        {
            using var clients = Outbound.Clients(_ => row.Data.Split(' '));

            var call = () => clients.For(Outbound.Hooks).GetAsync("https://hooks.example.org/");

            (await call.Should().ThrowAsync<OutboundRefusedException>(row.Data)).Which.Fault.Should().Be(OutboundFault.NotPublic, row.Data);
        }

        (canaryAtHttps is null ? 0 : await canaryAtHttps.CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_name_that_was_public_when_looked_at_and_is_private_when_called_is_refused()
    {
        await using var canaryAtHttps = Canary.At(443);
        var asked = 0;
        var guard = Outbound.Guard(_ => [asked++ == 0 ? "93.184.216.34" : "127.0.0.1"]);
        using var clients = Outbound.Clients(guard);
        guard.FaultOf(new Uri("https://hooks.example.org/"), Outbound.Hooks).Should().BeNull();
        await guard.ResolveAsync(new Uri("https://hooks.example.org/"), TestContext.Current.CancellationToken);

        var call = () => clients.For(Outbound.Hooks).GetAsync("https://hooks.example.org/");

        (await call.Should().ThrowAsync<OutboundRefusedException>()).Which.Fault.Should().Be(OutboundFault.NotPublic);
        asked.Should().Be(2);
        (canaryAtHttps is null ? 0 : await canaryAtHttps.CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_host_header_of_another_is_refused()
    {
        await using var receiver = await Receiver.StartAsync((_, _) => Task.CompletedTask);
        using var clients = Outbound.Trusting(receiver.Origin);
        using var request = new HttpRequestMessage(HttpMethod.Get, receiver.Address) { Headers = { Host = "internal.example.org" } };

        var call = () => clients.For(Outbound.Hooks).SendAsync(request);

        (await call.Should().ThrowAsync<OutboundRefusedException>()).Which.Fault.Should().Be(OutboundFault.ForeignHostHeader);
        receiver.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData(300)]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(305)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task No_redirect_is_followed(int status)
    {
        await using var canary = Canary.Anywhere();
        await using var receiver = await Receiver.StartAsync((_, response) =>
        {
            response.StatusCode = status;
            response.Headers.Location = $"http://127.0.0.1:{canary.Port}/";
            return Task.CompletedTask;
        });
        using var clients = Outbound.Trusting(receiver.Origin);

        using var answer = await clients.For(Outbound.Hooks).GetAsync(receiver.Address);

        ((int)answer.StatusCode).Should().Be(status);
        (await canary.CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_trusted_origin_is_exact()
    {
        await using var canary = Canary.Anywhere();
        using var clients = Outbound.Clients(_ => ["127.0.0.1"], $"http://127.0.0.1:{canary.Port + 1}", $"https://127.0.0.1:{canary.Port}", $"http://localhost:{canary.Port}");

        (await IsRefusedAsync(clients.For(Outbound.Hooks), $"http://127.0.0.1:{canary.Port}/")).Should().BeTrue();
        (await IsRefusedAsync(clients.For(Outbound.Hooks), $"http://user@localhost:{canary.Port}/")).Should().BeTrue();

        (await canary.CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task The_canary_hears_a_call_that_is_allowed()
    {
        await using var canary = Canary.Anywhere();
        using var clients = Outbound.Clients(_ => ["127.0.0.1"], $"http://{Anything}.example.org:{canary.Port}");

        var call = () => clients.For(Outbound.Hooks).GetAsync($"http://{Anything}.example.org:{canary.Port}/");

        await call.Should().ThrowAsync<HttpRequestException>("it hangs up");
        (await canary.CountAsync()).Should().BeGreaterThan(0, "else the zeros of the other tests would say nothing");
    }

    /// <summary>An address that is none at all counts as refused: it cannot be called.</summary>
    private static async Task<bool> IsRefusedAsync(HttpClient client, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
        {
            return true;
        }

        try
        {
            using var answer = await client.GetAsync(address);
            return false;
        }
        catch (OutboundRefusedException)
        {
            return true;
        }
    }
}
