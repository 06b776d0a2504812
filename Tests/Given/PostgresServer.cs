using System.Diagnostics;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(Tests.Given.PostgresServer))]

namespace Tests.Given;

/// <summary>A real PostgreSQL server of its own for the tests, started when the first test asks for it.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _once = new(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("assistant-postgres-").FullName;
    private int _port;
    private int _databases;
    private string? _missing;
    private Process? _keeper;

    /// <summary>The connection string of a new, empty database. Where no server can be started, the test is skipped with the reason, or failed when REQUIRE_ALL is 1.</summary>
    internal async Task<string> NewDatabaseAsync()
    {
        await StartOnceAsync();
        if (_missing is not null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("REQUIRE_ALL") == "1", _missing);
            Assert.Fail(_missing);
        }

        var name = $"assistant_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return Connection(name);
    }

    /// <summary>As after a fault of the machine: no shutdown, connections cut; then it starts again. Only for a server that no other test uses.</summary>
    internal async Task CrashAndRestartAsync()
    {
        await RunAsync("pg_ctl", "stop", "-D", Data, "-m", "immediate", "-w");
        await StartServerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_keeper is null)
        {
            Directory.Delete(_folder, recursive: true);
        }
        else
        {
            _keeper.StandardInput.Close();
            await _keeper.WaitForExitAsync();
            _keeper.Dispose();
        }

        _once.Dispose();
    }

    private string Data => Path.Combine(_folder, "data");

    private static string? Programs => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max()
        : null;

    private string Connection(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Include Error Detail=false";

    private async Task StartOnceAsync()
    {
        await _once.WaitAsync();
        try
        {
            if (_keeper is null && _missing is null)
            {
                _missing = Programs is null ? "PostgreSQL is not installed (Debian package postgresql)" : null;
                if (_missing is null)
                {
                    await CreateAsync();
                }
            }
        }
        catch (InvalidOperationException fault)
        {
            _missing = fault.Message;
        }
        finally
        {
            _once.Release();
        }
    }

    private async Task CreateAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("/usr/bin/chown", "postgres", _folder);
        }

        await RunAsync("initdb", "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-instructions");
        _port = RunningServer.FreePort();
        await StartServerAsync();
        _keeper = StartKeeper();
    }

    /// <summary>Stops the server and takes its files away when its input ends: when we say so, or when the test process was killed.</summary>
    private Process StartKeeper()
    {
        var start = Shell("cat > /dev/null; $0 \"$@\" > /dev/null 2>&1; rm -rf " + _folder, Command("pg_ctl", "stop", "-D", Data, "-m", "immediate", "-w"));
        start.RedirectStandardInput = true;
        return Process.Start(start)!;
    }

    private Task StartServerAsync() => RunAsync(
        "pg_ctl", "start", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"),
        "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200");

    private async Task RunAsync(string program, params string[] arguments)
    {
        // Into a file and not a pipe: the server inherits it and would keep the pipe open.
        var output = Path.Combine(_folder, "output");
        using var process = Process.Start(Shell($"exec \"$0\" \"$@\" > {output} 2>&1", Command(program, arguments)))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"PostgreSQL could not be started: {program} ended with {process.ExitCode}: {await File.ReadAllTextAsync(output)}");
        }
    }

    /// <summary>The server refuses to run as root.</summary>
    private static string[] Command(string program, params string[] arguments)
    {
        var path = Path.IsPathRooted(program) ? program : Path.Combine(Programs!, program);
        return Environment.IsPrivilegedProcess && path != program ? ["/usr/sbin/runuser", "-u", "postgres", "--", path, .. arguments] : [path, .. arguments];
    }

    private static ProcessStartInfo Shell(string script, string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in (string[])["-c", script, .. command])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
